using System.Text;
using LayerKit.Drivers;
using LayerKit.Linux;

namespace LayerKit.Archive;

/// <summary>A directory as a reproducible tar: the same files give the same bytes on any machine.</summary>
/// <remarks>
/// Members are sorted by their UTF-8 bytes within each directory, owned by 0:0, of one modification time; modes are kept where the system has
/// them, else 0644 and 0755. Symbolic links are kept as they are and never followed. Hard links become files of their own, because which name
/// comes first would be chance. The directory itself is no member, so that its mode does not become the image root's.
/// </remarks>
public static class DirectoryTar
{
    private const int DefaultFileMode = 0b110_100_100;
    private const int DefaultDirectoryMode = 0b111_101_101;

    /// <summary>Opens a directory's tar, made while it is read.</summary>
    /// <param name="directory">The directory whose content becomes the layer.</param>
    /// <param name="options">Target path and time; null for root and 1970.</param>
    /// <returns>A forward-only stream that the caller disposes. Reading throws <see cref="FileChangedException"/> when a file changes,
    /// <see cref="SpecialFileException"/> at a file of another kind, and <see cref="IOException"/> when one cannot be read.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    /// <exception cref="ArgumentException">The target path is not clean: absolute, or with <c>.</c>, <c>..</c> or empty parts.</exception>
    public static Stream Open(string directory, DirectoryTarOptions? options = null)
    {
        options ??= new DirectoryTarOptions();
        string[] target = options.TargetPath.Length == 0 ? [] : options.TargetPath.Split('/');
        if (target.Any(part => part is "" or "." or ".."))
        {
            throw new ArgumentException($"'{options.TargetPath}' is not a clean relative path", nameof(options));
        }

        long time = options.ModifiedTime;
        string prefix = string.Concat(target.Select(part => part + "/"));
        IEnumerable<FileTarEntry> above = Enumerable.Range(1, target.Length)
            .Select(depth => new FileTarEntry { Path = string.Join('/', target[..depth]), Type = LayerEntryType.Directory, Mode = DefaultDirectoryMode, ModifiedTime = time });
        return new FileTarStream(above.Concat(Entries(directory).Select(entry => entry with { Path = prefix + entry.Path, ModifiedTime = time })));
    }

    /// <summary>A directory's members in the order of its tar, read from disk one by one, for whoever wants some of them otherwise.</summary>
    /// <param name="directory">The directory whose content becomes the layer.</param>
    /// <param name="leaveOut">Says of a path below the directory, with <c>/</c>, whether it and all below it is left out; null to take everything.</param>
    /// <returns>Members as <see cref="Open"/> has them, of time 0. Enumerating throws <see cref="SpecialFileException"/> at a file of another kind.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    public static IEnumerable<FileTarEntry> Entries(string directory, Predicate<string>? leaveOut = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        DirectoryInfo root = new(directory);
        return root.Exists ? Walk(root, "", leaveOut ?? (_ => false)) : throw new DirectoryNotFoundException($"no directory {directory}");
    }

    private static IEnumerable<FileTarEntry> Walk(DirectoryInfo directory, string prefix, Predicate<string> leaveOut)
    {
        foreach (FileSystemInfo item in Sorted(directory).Where(item => !leaveOut(prefix + item.Name)))
        {
            FileTarEntry entry = Entry(item, prefix + item.Name);
            yield return entry;
            if (entry.Type == LayerEntryType.Directory)
            {
                foreach (FileTarEntry below in Walk((DirectoryInfo)item, entry.Path + "/", leaveOut))
                {
                    yield return below;
                }
            }
        }
    }

    private static FileSystemInfo[] Sorted(DirectoryInfo directory)
    {
        FileSystemInfo[] items = directory.GetFileSystemInfos();
        Array.Sort(items, (left, right) => Encoding.UTF8.GetBytes(left.Name).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right.Name)));
        return items;
    }

    private static FileTarEntry Entry(FileSystemInfo item, string path) => item switch
    {
        { LinkTarget: { } target } => new FileTarEntry { Path = path, Type = LayerEntryType.SymbolicLink, LinkTarget = target, Mode = 0b111_111_111 },
        DirectoryInfo => new FileTarEntry { Path = path, Type = LayerEntryType.Directory, Mode = ModeOf(item, DefaultDirectoryMode) },
        FileInfo file when !SpecialFile.Is(file) => new FileTarEntry { Path = path, Source = file, Mode = ModeOf(item, DefaultFileMode) },
        _ => throw new SpecialFileException(item.FullName),
    };

    private static int ModeOf(FileSystemInfo item, int otherwise) => OperatingSystem.IsWindows() ? otherwise : (int)item.UnixFileMode;
}
