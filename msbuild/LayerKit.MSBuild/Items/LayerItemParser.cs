using LayerKit.Identity;
using Microsoft.Build.Framework;

namespace LayerKit.MSBuild.Items;

/// <summary>Reads <c>LayerImport</c> items in file order: checks each, names it and gives it its place in its chain.</summary>
internal sealed class LayerItemParser
{
    private const string DefaultChain = "default";

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Top, int Count)> _chains = new(StringComparer.Ordinal);

    /// <exception cref="ItemFault">The item cannot be what it says.</exception>
    public LayerItem Parse(ITaskItem item)
    {
        string path = Path.TrimEndingDirectorySeparator(item.GetMetadata(ItemMetadata.FullPath));
        string name = ValueOr(item, ItemMetadata.Name, FileStem(path));
        string chain = ValueOr(item, ItemMetadata.Chain, DefaultChain);
        (string top, int index) = _chains.GetValueOrDefault(chain, (LayerItem.ScratchParent, 0));
        if (!_names.Add(name))
        {
            throw new ItemFault(ItemCodes.DuplicateName, item, $"two LayerImport items are named '{name}': give one of them another Name");
        }

        // Taken before the checks below, so that a wrong item does not make the next one of its chain wrong too.
        _chains[chain] = ($"@{name}", index + 1);
        bool isDirectory = IsDirectory(item, path);
        return new LayerItem
        {
            Item = item,
            Name = name,
            Chain = chain,
            Index = index,
            SourcePath = path,
            IsDirectory = isDirectory,
            Parent = Parent(item, top),
            TargetPath = TargetPath(item, isDirectory),
            Hash = Hash(item),
        };
    }

    private static string ValueOr(ITaskItem item, string metadata, string fallback) =>
        item.GetMetadata(metadata) is { Length: > 0 } value ? value : fallback;

    private static string FileStem(string path)
    {
        string name = Path.GetFileName(path);
        int tar = name.LastIndexOf(".tar", StringComparison.OrdinalIgnoreCase);
        return tar > 0 ? name[..tar] : Directory.Exists(path) ? name : Path.GetFileNameWithoutExtension(name);
    }

    private static bool IsDirectory(ITaskItem item, string path)
    {
        bool isDirectory = Directory.Exists(path);
        if (!isDirectory && !File.Exists(path))
        {
            throw new ItemFault(ItemCodes.InputMissing, item, $"cannot import layer input '{path}': there is no such file or directory");
        }

        return item.GetMetadata(ItemMetadata.Kind) switch
        {
            "" => isDirectory,
            "tar" when !isDirectory => false,
            "dir" when isDirectory => true,
            "tar" or "dir" => throw new ItemFault(
                ItemCodes.UnknownKind, item, $"'{path}' is a {(isDirectory ? "directory" : "file")}, not what Kind says: leave Kind out"),
            string kind => throw new ItemFault(
                ItemCodes.UnknownKind, item, $"cannot import '{path}' as Kind '{kind}': known are tar (of any compression) and dir"),
        };
    }

    private static string Parent(ITaskItem item, string top)
    {
        string parent = ValueOr(item, ItemMetadata.Parent, top);
        return parent == LayerItem.ScratchParent || parent.StartsWith('@') || ChainId.TryParse(parent, out _)
            ? parent
            : throw BadValue(item, ItemMetadata.Parent, parent, "@ and the Name of another LayerImport, a ChainID (sha256:...), or scratch");
    }

    private static string TargetPath(ITaskItem item, bool isDirectory)
    {
        string value = item.GetMetadata(ItemMetadata.TargetPath);
        string path = value.Replace('\\', '/').TrimEnd('/');
        if (path.Length > 0 && path.Split('/').Any(part => part is "" or "." or ".."))
        {
            throw BadValue(item, ItemMetadata.TargetPath, value, "a path inside the layer, without / in front and without . or ..");
        }

        return path.Length == 0 || isDirectory ? path : throw BadValue(item, ItemMetadata.TargetPath, value, "nothing for a tar: it has its paths inside");
    }

    private static DiffId? Hash(ITaskItem item)
    {
        string value = item.GetMetadata(ItemMetadata.Hash);
        return value.Length == 0 ? null
            : DiffId.TryParse(value, out DiffId hash) ? hash
            : throw BadValue(item, ItemMetadata.Hash, value, "the layer's DiffID: sha256: and 64 lower-case hex digits");
    }

    private static ItemFault BadValue(ITaskItem item, string metadata, string value, string expected) =>
        new(ItemCodes.BadValue, item, $"bad {metadata} '{value}' of layer input '{item.ItemSpec}': expected {expected}");
}
