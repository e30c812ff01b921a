using LayerKit.MSBuild.Contents;
using LayerKit.MSBuild.Importing;
using LayerKit.MSBuild.Incremental;
using LayerKit.MSBuild.Items;
using Microsoft.Build.Framework;
using Task = System.Threading.Tasks.Task;

namespace LayerKit.MSBuild.Tasks;

/// <summary>Registers layers in the store and writes the results file; a layer whose input, parent and record are as before is not read again.</summary>
[MSBuildMultiThreadableTask]
public sealed class ImportLayers : LayersTask
{
    /// <summary>Absolute path of the file that the results go to.</summary>
    [Required]
    public string ResultsFile { get; set; } = "";

    /// <summary>True. MSBuild infers a property that a skipped target would set, but no output of its tasks: this tells a run from a skip.</summary>
    [Output]
    public bool Ran { get; private set; }

    private protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<PlannedLayer> layers = Plan();
        if (Log.HasLoggedErrors)
        {
            return;
        }

        ThrowIfChanged(layers);
        foreach (PlannedLayer layer in layers)
        {
            new EntryChecks(layer.Item, LogWarning).Run(layer.Entries);
            WarnIfLarge(layer);
        }

        if (Log.HasLoggedErrors)
        {
            return;
        }

        using LayerStore store = await OpenStoreAsync(cancellationToken).ConfigureAwait(false);
        await using var importer = new LayerImporter(store, new BuildLease(Project, Lease), Log, item => Current = item);
        LastResults.Write(ResultsFile, await importer.ImportAsync(layers, Referenced, LastResults.Read(ResultsFile), cancellationToken).ConfigureAwait(false));
        Ran = true;
    }

    /// <summary>The inputs file says what the results will be taken for; something else must not get into them.</summary>
    private void ThrowIfChanged(IReadOnlyList<PlannedLayer> layers)
    {
        var collected = File.ReadLines(InputsFile).ToHashSet(StringComparer.Ordinal);
        if (layers.FirstOrDefault(layer => !collected.IsSupersetOf(InputLines([layer]))) is { } changed)
        {
            throw new ItemFault(ItemCodes.InputChanged, changed.Item.Item, $"the input of layer '{changed.Item.Name}' changed while the build ran: build again when nothing writes to it");
        }
    }

    private void WarnIfLarge(PlannedLayer layer)
    {
        long size = layer.Item.Kind == SourceKind.Tar ? new FileInfo(layer.Item.SourcePath).Length : layer.Entries.Sum(entry => entry.Source?.Length ?? 0);
        if (ItemValues.TryNumber(LargeLayer, out long limit) && size > limit)
        {
            LogWarning(new ItemFault(
                ItemCodes.LargeLayer, layer.Item.Item, $"layer '{layer.Item.Name}' is made from {size} bytes, more than {limit}: split it, so that less is shipped again after a change, or raise LayerKitLargeLayer"));
        }
    }
}
