using Microsoft.Build.Framework;

namespace LayerKit.MSBuild.Items;

/// <summary>The items of one layer: a tar, a directory, the app, or the files of a glob, which MSBuild hands over one by one.</summary>
internal sealed class ItemGroup
{
    private const string TarKind = "tar";
    private const string DirectoryKind = "dir";
    private const string FilesKind = "files";
    private const string EmptyKind = "empty";
    private const string AppKind = "publish";

    private readonly List<ITaskItem> _items;

    private ItemGroup(ITaskItem first, PublishedApp app)
    {
        _items = [first];
        Path = System.IO.Path.TrimEndingDirectorySeparator(first.GetMetadata(ItemMetadata.FullPath));
        string kind = first.GetMetadata(ItemMetadata.Kind);
        IsApp = kind == AppKind || (kind.Length == 0 && app.IsPublishDirectory(Path));
        IsEmpty = kind == EmptyKind;
        try
        {
            Kind = IsApp || IsEmpty ? SourceKind.Files : KindOf(first, Path, kind);
        }
        catch (ItemFault fault)
        {
            Fault = fault;
        }

        Name = ItemValues.Text(first, ItemMetadata.Name, DefaultName());
        Path = Kind == SourceKind.Files ? "" : Path;
    }

    public ITaskItem First => _items[0];

    public SourceKind Kind { get; }

    /// <summary>Whether it is what the project publishes.</summary>
    public bool IsApp { get; }

    /// <summary>Whether it has no files, only whiteouts.</summary>
    public bool IsEmpty { get; }

    public string Name { get; }

    /// <summary>Absolute path of a tar or directory.</summary>
    public string Path { get; }

    /// <summary>Why it cannot become a layer.</summary>
    public ItemFault? Fault { get; }

    /// <summary>Puts files that follow each other and say the same in one group.</summary>
    public static IReadOnlyList<ItemGroup> Of(IEnumerable<ITaskItem> items, PublishedApp app)
    {
        var groups = new List<ItemGroup>();
        foreach (ITaskItem item in items)
        {
            var next = new ItemGroup(item, app);
            if (groups.LastOrDefault() is { } last && last.TakesMore && next.TakesMore && last.SaysTheSame(item))
            {
                last._items.Add(item);
            }
            else
            {
                groups.Add(next);
            }
        }

        return groups;
    }

    /// <summary>The files with their paths below the target path: that of publish output, <c>Link</c>, or where the glob found them.</summary>
    public IReadOnlyList<SourceFile> Files() =>
        Kind == SourceKind.Files && !IsEmpty ? [.. _items.Select(item => new SourceFile(item.GetMetadata(ItemMetadata.FullPath), RelativePath(item)))] : [];

    private bool TakesMore => Kind == SourceKind.Files && !IsApp && !IsEmpty && Fault is null;

    private bool SaysTheSame(ITaskItem item) => ItemMetadata.OfFiles.All(name => item.GetMetadata(name) == First.GetMetadata(name));

    private static string RelativePath(ITaskItem item)
    {
        string path = ItemValues.Text(item, ItemMetadata.RelativePath, item.GetMetadata(ItemMetadata.Link));
        string found = item.GetMetadata(ItemMetadata.RecursiveDir) + System.IO.Path.GetFileName(item.ItemSpec.Replace('\\', '/'));
        string relative = (path.Length > 0 ? path : found).Replace('\\', '/');
        return relative.Split('/').Any(part => part is "" or "." or "..")
            ? throw new ItemFault(ItemCodes.PathOutside, item, $"'{item.ItemSpec}' would become '{relative}' of the layer: give it a Link inside, without / in front and without . or ..")
            : relative;
    }

    private static SourceKind KindOf(ITaskItem item, string path, string kind)
    {
        bool isDirectory = Directory.Exists(path);
        if (!isDirectory && !File.Exists(path))
        {
            throw new ItemFault(ItemCodes.InputMissing, item, $"cannot import layer input '{path}': there is no such file or directory");
        }

        return (kind, isDirectory) switch
        {
            ("" or DirectoryKind, true) => SourceKind.Directory,
            ("", false) => IsTar(item, path) ? SourceKind.Tar : SourceKind.Files,
            (TarKind, false) => SourceKind.Tar,
            (FilesKind, false) => SourceKind.Files,
            (TarKind or FilesKind or DirectoryKind, _) => throw new ItemFault(
                ItemCodes.UnknownKind, item, $"'{path}' is a {(isDirectory ? "directory" : "file")}, not what Kind says: leave Kind out"),
            _ => throw new ItemFault(
                ItemCodes.UnknownKind, item, $"cannot import '{path}' as Kind '{kind}': known are tar (of any compression), dir, files, publish and empty"),
        };
    }

    /// <summary>What is called a tar has to be one; what was found by a glob or says where it goes is a file; the rest is looked at.</summary>
    private static bool IsTar(ITaskItem item, string path)
    {
        string[] ofFiles = [ItemMetadata.RecursiveDir, ItemMetadata.Link, ItemMetadata.TargetPath, ItemMetadata.RelativePath];
        return TarFile.IsNamed(path) || (!ofFiles.Any(name => item.GetMetadata(name).Length > 0) && TarFile.StartsLikeOne(path));
    }

    private string DefaultName()
    {
        string target = First.GetMetadata(ItemMetadata.TargetPath).Replace('\\', '/').TrimEnd('/');
        string name = System.IO.Path.GetFileName(Path);
        return this switch
        {
            { IsApp: true } => PublishedApp.DefaultName,
            { Kind: SourceKind.Files, IsEmpty: false, Fault: null } => target.Length > 0 ? target[(target.LastIndexOf('/') + 1)..] : FilesKind,
            { Kind: SourceKind.Directory } => name,
            _ => TarFile.Stem(name),
        };
    }
}
