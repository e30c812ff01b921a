using LayerKit.Identity;
using LayerKit.Images;
using Microsoft.Build.Framework;

namespace LayerKit.MSBuild.Items;

/// <summary>Reads <c>LayerImport</c> items in file order: groups the files of one glob, checks each layer, names it and gives it its place in its chain.</summary>
/// <param name="app">What the project publishes.</param>
/// <param name="report">Told what is wrong, so that one build shows everything.</param>
internal sealed class LayerItemParser(PublishedApp app, Action<ItemFault> report)
{
    public const string DefaultChain = "default";

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Top, int Count)> _chains = new(StringComparer.Ordinal);

    /// <summary>The layers of all items that are right.</summary>
    public IReadOnlyList<LayerItem> Parse(IEnumerable<ITaskItem> items)
    {
        var layers = new List<LayerItem>();
        foreach (ItemGroup group in ItemGroup.Of(items, app))
        {
            try
            {
                layers.AddRange(Parse(group));
            }
            catch (ItemFault fault)
            {
                report(fault);
            }
        }

        return layers;
    }

    private IEnumerable<LayerItem> Parse(ItemGroup group)
    {
        string chain = ItemValues.Text(group.First, ItemMetadata.Chain, DefaultChain);

        // Its place is taken before it is checked, so that a wrong item does not make the next one of its chain wrong too.
        (string top, int index) = _chains.GetValueOrDefault(chain, (LayerItem.ScratchParent, 0));
        _chains[chain] = ($"@{group.Name}", index + 1);
        if (group.Fault is { } fault)
        {
            throw fault;
        }

        ThrowIfNotSplit(group);
        LayerItem layer = new()
        {
            Item = group.First,
            Name = group.Name,
            Chain = chain,
            Index = index,
            Kind = group.Kind,
            Parent = Parent(group.First, top),
            SourcePath = group.Path,
            Files = group.IsApp ? app.Files : group.Files(),
            Rules = group.Kind == SourceKind.Tar ? NoRules(group.First) : EntryRules.Parse(group.First),
            Hash = Hash(group.First),
            Compression = Compression(group.First),
            History = ItemValues.Text(group.First, ItemMetadata.History),
        };
        IReadOnlyList<LayerItem> parts = group.IsApp ? app.Split(layer) : [layer];
        _chains[chain] = ($"@{group.Name}", index + parts.Count);
        return parts.Select(Named);
    }

    private static void ThrowIfNotSplit(ItemGroup group)
    {
        string split = group.First.GetMetadata(ItemMetadata.Split);
        if (split.Length > 0 && !group.IsApp)
        {
            throw ItemValues.Bad(group.First, ItemMetadata.Split, split, "nothing unless the item is publish output, $(PublishDir) or Kind publish");
        }
    }

    private LayerItem Named(LayerItem layer) => _names.Add(layer.Name)
        ? layer
        : throw new ItemFault(ItemCodes.DuplicateName, layer.Item, $"two LayerImport items are named '{layer.Name}': give one of them another Name");

    private static string Parent(ITaskItem item, string top)
    {
        string parent = ItemValues.Text(item, ItemMetadata.Parent, top);
        return parent == LayerItem.ScratchParent || parent.StartsWith('@') || ChainId.TryParse(parent, out _)
            ? parent
            : throw ItemValues.Bad(item, ItemMetadata.Parent, parent, "@ and the Name of another LayerImport, a ChainID (sha256:...), or scratch");
    }

    /// <summary>A tar is kept byte for byte, so nothing can be said about what is in it.</summary>
    private static EntryRules NoRules(ITaskItem item)
    {
        string[] ofEntries =
            [ItemMetadata.TargetPath, ItemMetadata.Owner, ItemMetadata.Mode, ItemMetadata.DirMode, ItemMetadata.Executable, ItemMetadata.Symlinks,
             ItemMetadata.ExcludeFiles, ItemMetadata.Whiteout, ItemMetadata.Opaque, ItemMetadata.Mtime, ItemMetadata.Split];
        return Array.Find(ofEntries, name => item.GetMetadata(name).Length > 0) is { } said
            ? throw ItemValues.Bad(item, said, item.GetMetadata(said), "nothing for a tar: what is in it stays as it is")
            : new EntryRules();
    }

    private static string Compression(ITaskItem item)
    {
        string value = item.GetMetadata(ItemMetadata.Compression);
        return value.Length == 0 || LayerCompression.TryParse(value, out _) ? value : throw ItemValues.Bad(item, ItemMetadata.Compression, value, ItemValues.Compressions);
    }

    private static DiffId? Hash(ITaskItem item)
    {
        string value = item.GetMetadata(ItemMetadata.Hash);
        return value.Length == 0 ? null
            : DiffId.TryParse(value, out DiffId hash) ? hash
            : throw ItemValues.Bad(item, ItemMetadata.Hash, value, "the layer's DiffID: sha256: and 64 lower-case hex digits");
    }
}
