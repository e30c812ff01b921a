using LayerKit.MSBuild.Incremental;
using LayerKit.MSBuild.Items;
using Microsoft.Build.Framework;
using Task = System.Threading.Tasks.Task;

namespace LayerKit.MSBuild.Tasks;

/// <summary>Checks <c>LayerImport</c> items and finds out, without reading any input's content, whether the last import still holds.</summary>
/// <remarks>Its verdict are two files, so that the import is a target with Inputs and Outputs: the inputs file changes when an input does, the results file is deleted when the store lost a layer.</remarks>
[MSBuildMultiThreadableTask]
public sealed class CollectLayers : StoreTask
{
    /// <summary>The <c>LayerImport</c> items.</summary>
    [Required]
    public ITaskItem[] Imports { get; set; } = [];

    /// <summary>Absolute path of the file that says what the import is made from.</summary>
    [Required]
    public string InputsFile { get; set; } = "";

    /// <summary>Absolute path of the file with the results of the last import.</summary>
    [Required]
    public string ResultsFile { get; set; } = "";

    /// <summary>Times of files from directories, in seconds since 1970; here only because another value is another layer.</summary>
    public string SourceDateEpoch { get; set; } = "";

    /// <summary>The layers to import, parents first, with every default filled in.</summary>
    [Output]
    public ITaskItem[] Layers { get; private set; } = [];

    private protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<LayerItem> layers = Parse();
        if (Log.HasLoggedErrors)
        {
            return;
        }

        Layers = [.. ParentOrder.Sort(layers).Select(layer => layer.ToTaskItem(Stamp(layer)))];
        bool changed = SideFile.WriteIfChanged(InputsFile, InputLines());
        if (!changed && File.Exists(ResultsFile) && !await ResultsHoldAsync(cancellationToken).ConfigureAwait(false))
        {
            Log.LogMessage(MessageImportance.Normal, "LayerKit: store {0} no longer has every layer of the last import", StorePath);
            File.Delete(ResultsFile);
        }
    }

    private List<LayerItem> Parse()
    {
        var parser = new LayerItemParser();
        var layers = new List<LayerItem>();
        foreach (ITaskItem item in Imports)
        {
            try
            {
                layers.Add(parser.Parse(item));
            }
            catch (ItemFault fault)
            {
                LogFault(fault); // The other items' errors are wanted too.
            }
        }

        return layers;
    }

    private string Stamp(LayerItem layer)
    {
        Current = layer.Item;
        string source = layer.IsDirectory ? InputStamp.OfDirectory(layer.SourcePath) : InputStamp.OfFile(layer.SourcePath);
        string epoch = layer.IsDirectory ? SourceDateEpoch : "";
        return InputStamp.OfLines([layer.SourcePath, layer.TargetPath, layer.Hash?.ToString() ?? "", epoch, source]);
    }

    private IEnumerable<string> InputLines()
    {
        // Other tasks, another library: the layers may come out differently.
        yield return $"tasks {typeof(CollectLayers).Module.ModuleVersionId} {typeof(LayerStore).Module.ModuleVersionId}";
        yield return $"store {StorePath} {Driver} {MetadataStore}";
        foreach (ITaskItem layer in Layers)
        {
            yield return $"{layer.ItemSpec} {layer.GetMetadata(ItemMetadata.Chain)} {layer.GetMetadata(ItemMetadata.Parent)} {layer.GetMetadata(ItemMetadata.Stamp)}";
        }
    }

    private async Task<bool> ResultsHoldAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<ItemRecord> results = LastResults.Read(ResultsFile);
        var stamps = results.ToDictionary(record => record.Identity, record => record.Stamp, StringComparer.Ordinal);
        if (!Directory.Exists(StorePath) || Layers.Any(layer => stamps.GetValueOrDefault(layer.ItemSpec) != layer.GetMetadata(ItemMetadata.Stamp)))
        {
            return false;
        }

        if (results.All(record => RecordDirectory.Exists(StorePath, Driver, record[ItemMetadata.ChainId])))
        {
            return true;
        }

        using LayerStore store = await OpenStoreAsync(cancellationToken).ConfigureAwait(false);
        return results.All(record => store.Has(record[ItemMetadata.ChainId]));
    }
}
