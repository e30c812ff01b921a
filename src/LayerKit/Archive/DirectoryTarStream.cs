using System.Text;
using LayerKit.Drivers;

namespace LayerKit.Archive;

/// <summary>Walks a directory depth first and gives a tar member for each file.</summary>
internal sealed class DirectoryTarStream : TarSequenceStream
{
    private const int DefaultFileMode = 0b110_100_100;
    private const int DefaultDirectoryMode = 0b111_101_101;

    private readonly DirectoryInfo _root;
    private readonly UnixTime _time;
    private readonly string[] _target;
    private string _current = "";

    public DirectoryTarStream(DirectoryInfo root, DirectoryTarOptions options)
    {
        _root = root;
        _time = new UnixTime(options.ModifiedTime, 0);
        _target = options.TargetPath.Length == 0 ? [] : options.TargetPath.Split('/');
        if (_target.Any(part => part is "" or "." or ".."))
        {
            throw new ArgumentException($"'{options.TargetPath}' is not a clean relative path", nameof(options));
        }
    }

    protected override string CurrentName => _current;

    protected override IEnumerable<TarPart> Parts()
    {
        for (int depth = 1; depth <= _target.Length; depth++)
        {
            yield return Directory(string.Join('/', _target[..depth]), DefaultDirectoryMode);
        }

        foreach (TarPart part in Walk(_root, string.Join('/', _target)))
        {
            yield return part;
        }
    }

    private IEnumerable<TarPart> Walk(DirectoryInfo directory, string path)
    {
        foreach (FileSystemInfo item in Sorted(directory))
        {
            string itemPath = path.Length == 0 ? item.Name : $"{path}/{item.Name}";
            _current = item.FullName;
            if (item is DirectoryInfo { LinkTarget: null } below)
            {
                yield return Directory(itemPath, ModeOf(item, DefaultDirectoryMode));
                foreach (TarPart part in Walk(below, itemPath))
                {
                    yield return part;
                }
            }
            else
            {
                yield return item.LinkTarget is { } target ? Link(itemPath, target) : File(itemPath, (FileInfo)item);
            }
        }
    }

    private static FileSystemInfo[] Sorted(DirectoryInfo directory)
    {
        FileSystemInfo[] items = directory.GetFileSystemInfos();
        Array.Sort(items, (left, right) => Encoding.UTF8.GetBytes(left.Name).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right.Name)));
        return items;
    }

    private static int ModeOf(FileSystemInfo item, int otherwise) => OperatingSystem.IsWindows() ? otherwise : (int)item.UnixFileMode;

    private TarPart Directory(string path, int mode) => new(Header(path, LayerEntryType.Directory, mode), 0, null);

    private TarPart Link(string path, string target) =>
        new(Header(path, LayerEntryType.SymbolicLink, 0b111_111_111, target), 0, null);

    private TarPart File(string path, FileInfo file)
    {
        ReadOnlyMemory<byte> header = Header(path, LayerEntryType.File, ModeOf(file, DefaultFileMode), size: file.Length);
        return new TarPart(header, file.Length, file.Length == 0 ? null : file.OpenRead);
    }

    private ReadOnlyMemory<byte> Header(string path, LayerEntryType type, int mode, string linkTarget = "", long size = 0)
    {
        LayerEntry entry = new()
        {
            Type = type,
            Mode = mode,
            Size = size,
            LinkTarget = Encoding.UTF8.GetBytes(linkTarget),
            ModifiedTime = _time,
        };
        return TarEntryHeader.Write(Encoding.UTF8.GetBytes(path), entry);
    }
}
