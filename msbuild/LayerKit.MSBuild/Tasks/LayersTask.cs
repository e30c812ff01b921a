using System.Globalization;
using LayerKit.Archive;
using LayerKit.MSBuild.Contents;
using LayerKit.MSBuild.Incremental;
using LayerKit.MSBuild.Items;
using Microsoft.Build.Framework;

namespace LayerKit.MSBuild.Tasks;

/// <summary>A task that works on all layers of a project: what they are made from, found out by looking at files from outside.</summary>
public abstract class LayersTask : StoreTask
{
    /// <summary>The <c>LayerImport</c> items.</summary>
    public ITaskItem[] Imports { get; set; } = [];

    /// <summary>The <c>LayerImported</c> items of referenced projects.</summary>
    public ITaskItem[] References { get; set; } = [];

    /// <summary>What the project publishes, the SDK's <c>ResolvedFileToPublish</c>.</summary>
    public ITaskItem[] PublishFiles { get; set; } = [];

    /// <summary>The <c>LayerSplitRule</c> items.</summary>
    public ITaskItem[] SplitRules { get; set; } = [];

    /// <summary>Absolute path of the publish directory; a <c>LayerImport</c> of it is one of the published files.</summary>
    public string PublishDirectory { get; set; } = "";

    /// <summary>The <c>LayerExport</c> items' full paths: they are no part of a directory that they are written to.</summary>
    public ITaskItem[] Outputs { get; set; } = [];

    /// <summary>Times of files, in seconds since 1970; empty for 0.</summary>
    public string SourceDateEpoch { get; set; } = "";

    /// <summary>Bytes of input from which on a layer is worth a warning; empty for none.</summary>
    public string LargeLayer { get; set; } = "";

    /// <summary>Absolute path of the file that says what the layers are made from.</summary>
    public string InputsFile { get; set; } = "";

    /// <summary>The ChainIDs of referenced projects' layers, by name.</summary>
    private protected Dictionary<string, string> Referenced => References
        .DistinctBy(layer => layer.ItemSpec, StringComparer.Ordinal)
        .ToDictionary(layer => layer.ItemSpec, layer => layer.GetMetadata(ItemMetadata.ChainId), StringComparer.Ordinal);

    /// <summary>The project's layers, parents first. Nothing when an error was logged.</summary>
    private protected IReadOnlyList<PlannedLayer> Plan()
    {
        long epoch = ParseEpoch();
        ThrowIfReferencesAreElsewhere();
        var app = new PublishedApp(PublishFiles, SplitRules, PublishDirectory);
        IReadOnlyList<LayerItem> layers = new LayerItemParser(app, LogFault).Parse(Imports);
        return Log.HasLoggedErrors ? [] : [.. ParentOrder.Sort(layers, Referenced.Keys.ToHashSet(StringComparer.Ordinal)).Select(layer => Plan(layer, epoch))];
    }

    /// <summary>One line for each thing that decides what the layers are.</summary>
    private protected IReadOnlyList<string> InputLines(IEnumerable<PlannedLayer> layers)
    {
        Dictionary<string, string> referenced = Referenced;
        return
        [
            // Other tasks, another library: the layers may come out differently.
            $"tasks {typeof(LayersTask).Module.ModuleVersionId} {typeof(LayerStore).Module.ModuleVersionId}",
            $"store {StorePath} {Driver} {MetadataStore} {Lease}",
            $"warnings {LargeLayer} {Strict}",
            .. layers.Select(layer => Line(layer, referenced)),
        ];
    }

    /// <summary>What stands for every time.</summary>
    private protected long ParseEpoch() =>
        SourceDateEpoch.Length == 0 ? 0
        : long.TryParse(SourceDateEpoch, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) ? seconds
        : throw new ItemFault(ItemCodes.BadValue, null, $"bad LayerKitSourceDateEpoch or SOURCE_DATE_EPOCH '{SourceDateEpoch}': expected whole seconds since 1970");

    private static string Line(PlannedLayer layer, Dictionary<string, string> referenced)
    {
        string parent = layer.Item.ParentName is { } name && referenced.TryGetValue(name, out string? chainId) ? chainId : layer.Item.Parent;
        return $"{layer.Item.Name} {layer.Item.Chain} {layer.Item.Index} {parent} {layer.Stamp} {layer.Item.Compression} {layer.Item.History}";
    }

    private PlannedLayer Plan(LayerItem layer, long epoch)
    {
        Current = layer.Item;
        string hash = layer.Hash?.ToString() ?? "";
        if (layer.Kind == SourceKind.Tar)
        {
            return new PlannedLayer(layer, [], InputStamp.OfLines([layer.SourcePath, hash, InputStamp.OfFile(layer.SourcePath)]));
        }

        try
        {
            IReadOnlyList<FileTarEntry> entries = LayerEntries.Of(layer, epoch, Outputs.Select(output => Path.TrimEndingDirectorySeparator(output.GetMetadata(ItemMetadata.FullPath))).ToHashSet(StringComparer.Ordinal));
            return new PlannedLayer(layer, entries, InputStamp.OfLines([hash, InputStamp.OfEntries(entries)]));
        }
        catch (SpecialFileException special)
        {
            throw new ItemFault(ItemCodes.SpecialFile, layer.Item, $"layer '{layer.Name}' cannot have '{special.Path}', a device, named pipe or socket: add it to ExcludeFiles");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ItemFault(ItemCodes.InputMissing, layer.Item, $"cannot read the input of layer '{layer.Name}': {exception.Message}");
        }
    }

    private void ThrowIfReferencesAreElsewhere()
    {
        if (Array.Find(References, layer => layer.GetMetadata(ItemMetadata.StorePath) != StorePath) is { } foreign)
        {
            throw new ItemFault(
                ItemCodes.NotFound, null, $"layer '{foreign.ItemSpec}' of a referenced project is in store {foreign.GetMetadata(ItemMetadata.StorePath)}, this project's is {StorePath}: give both one LayerKitStorePath");
        }
    }
}
