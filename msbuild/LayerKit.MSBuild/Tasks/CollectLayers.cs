using LayerKit.MSBuild.Incremental;
using LayerKit.MSBuild.Items;
using Microsoft.Build.Framework;
using Task = System.Threading.Tasks.Task;

namespace LayerKit.MSBuild.Tasks;

/// <summary>Checks <c>LayerImport</c> items and finds out, without reading any input's content, whether the last import still holds.</summary>
/// <remarks>Its verdict are two files, so that the import is a target with Inputs and Outputs: the inputs file changes when an input does, the results file is deleted when the store lost a layer.</remarks>
[MSBuildMultiThreadableTask]
public sealed class CollectLayers : LayersTask
{
    /// <summary>Absolute path of the file with the results of the last import.</summary>
    [Required]
    public string ResultsFile { get; set; } = "";

    private protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<PlannedLayer> layers = Plan();
        if (Log.HasLoggedErrors)
        {
            return;
        }

        bool changed = SideFile.WriteIfChanged(InputsFile, InputLines(layers));
        if (!changed && File.Exists(ResultsFile) && !await ResultsHoldAsync(layers, cancellationToken).ConfigureAwait(false))
        {
            Log.LogMessage(MessageImportance.Normal, "LayerKit: store {0} no longer has every layer of the last import", StorePath);
            File.Delete(ResultsFile);
        }
    }

    /// <summary>Looks at what the store has without opening it, which would write and could wait; only a driver that does not say where it keeps layers makes it ask.</summary>
    private async Task<bool> ResultsHoldAsync(IReadOnlyList<PlannedLayer> layers, CancellationToken cancellationToken)
    {
        var results = LastResults.Read(ResultsFile).ToDictionary(record => record.Identity, StringComparer.Ordinal);
        if (!Directory.Exists(StorePath) || !layers.All(layer => results.TryGetValue(layer.Item.Name, out ItemRecord? record) && record.Stamp == layer.Stamp))
        {
            return false;
        }

        if (results.Values.All(record => record.Witnesses.Count > 0))
        {
            return results.Values.SelectMany(record => record.Witnesses).All(Path.Exists);
        }

        using LayerStore store = await OpenStoreAsync(cancellationToken).ConfigureAwait(false);
        return results.Values.All(record => store.Has(record[ItemMetadata.ChainId]));
    }
}
