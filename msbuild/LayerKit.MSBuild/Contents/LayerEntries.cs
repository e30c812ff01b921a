using LayerKit.Archive;
using LayerKit.Drivers;
using LayerKit.MSBuild.Items;

namespace LayerKit.MSBuild.Contents;

/// <summary>Lists what a layer of files will contain, from names, kinds and times alone; nothing is read.</summary>
/// <remarks>Invariant: what is listed does not depend on the umask, the locale, the time zone or the order in which a file system enumerates.</remarks>
internal sealed class LayerEntries
{
    private const int PlainMode = 0b110_100_100;
    private const int ExecutableMode = 0b111_101_101;

    private readonly LayerItem _layer;
    private readonly EntryRules _rules;
    private readonly long _epoch;
    private readonly HashSet<string> _directories = new(StringComparer.Ordinal);

    private readonly IReadOnlySet<string> _outputs;

    private LayerEntries(LayerItem layer, long epoch, IReadOnlySet<string> outputs)
    {
        _outputs = outputs;
        _layer = layer;
        _rules = layer.Rules;
        _epoch = epoch;
    }

    /// <param name="layer">A layer of a directory or of files.</param>
    /// <param name="epoch">Seconds since 1970 that stand for every time, or for every later time.</param>
    /// <param name="outputs">Full paths of what the build writes, which is no part of a directory that it is written to.</param>
    /// <exception cref="ItemFault">A file cannot be in a layer.</exception>
    public static IReadOnlyList<FileTarEntry> Of(LayerItem layer, long epoch, IReadOnlySet<string> outputs) => new LayerEntries(layer, epoch, outputs).List();

    private List<FileTarEntry> List()
    {
        var entries = new List<FileTarEntry>();
        entries.AddRange((_layer.Kind == SourceKind.Directory ? OfDirectory() : OfFiles()).Select(Placed));
        if (entries.Count > 0)
        {
            entries.AddRange(TargetDirectories());
        }

        entries.AddRange(_rules.Whiteouts.Select(path => FileTarEntry.Whiteout(path) with { ModifiedTime = _epoch }));
        entries.AddRange(_rules.Opaques.Select(path => FileTarEntry.Opaque(path) with { ModifiedTime = _epoch }));
        return entries;
    }

    private IEnumerable<FileTarEntry> OfDirectory() => DirectoryTar.Entries(_layer.SourcePath, path => IsExcluded(path) || IsOutput(path)).Select(entry =>
        entry.Type == LayerEntryType.SymbolicLink ? Link(entry, Path.Join(_layer.SourcePath, entry.Path)) : entry);

    private bool IsExcluded(string path) => _rules.Exclude.Any(glob => glob.Matches(path));

    private bool IsOutput(string path) => _outputs.Count > 0 && _outputs.Contains(Path.Join(_layer.SourcePath, path));

    private IEnumerable<FileTarEntry> OfFiles()
    {
        foreach (SourceFile file in _layer.Files.Where(file => !IsExcluded(file.RelativePath)))
        {
            foreach (string directory in Above(file.RelativePath).Where(_directories.Add))
            {
                yield return new FileTarEntry { Path = directory, Type = LayerEntryType.Directory, Mode = ExecutableMode };
            }

            FileInfo source = new(file.FullPath);
            yield return source.LinkTarget is { } target
                ? Link(new FileTarEntry { Path = file.RelativePath, Type = LayerEntryType.SymbolicLink, LinkTarget = target }, file.FullPath)
                : new FileTarEntry { Path = file.RelativePath, Source = source, Mode = OperatingSystem.IsWindows() ? PlainMode : (int)source.UnixFileMode };
        }
    }

    private static IEnumerable<string> Above(string path)
    {
        for (int slash = path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            yield return path[..slash];
        }
    }

    /// <summary>The directories that the target path names: those above it belong to the image, the last one to the layer.</summary>
    private IEnumerable<FileTarEntry> TargetDirectories()
    {
        if (_rules.TargetPath.Length == 0)
        {
            yield break;
        }

        foreach (string directory in Above(_rules.TargetPath))
        {
            yield return new FileTarEntry { Path = directory, Type = LayerEntryType.Directory, Mode = ExecutableMode, ModifiedTime = _epoch };
        }

        yield return new FileTarEntry
        {
            Path = _rules.TargetPath,
            Type = LayerEntryType.Directory,
            Mode = _rules.DirectoryMode ?? ExecutableMode,
            UserId = _rules.Owner.UserId,
            GroupId = _rules.Owner.GroupId,
            ModifiedTime = _epoch,
        };
    }

    private FileTarEntry Link(FileTarEntry link, string fullPath)
    {
        if (_rules.Symlinks == EntryRules.NoLinks)
        {
            throw new ItemFault(ItemCodes.LinkOutside, _layer.Item, $"'{fullPath}' is a symbolic link and Symlinks of layer '{_layer.Name}' is {EntryRules.NoLinks}: add it to ExcludeFiles, or leave Symlinks out");
        }

        if (_rules.Symlinks == EntryRules.FollowInside && Inside(fullPath) is { } file)
        {
            return new FileTarEntry { Path = link.Path, Source = file, Mode = OperatingSystem.IsWindows() ? PlainMode : (int)file.UnixFileMode };
        }

        return IsOutside(link)
            ? throw new ItemFault(ItemCodes.LinkOutside, _layer.Item, $"'{fullPath}' is a symbolic link to '{link.LinkTarget}', outside of layer '{_layer.Name}': add it to ExcludeFiles, or put a file in its place")
            : link with { Mode = 0b111_111_111 };
    }

    /// <summary>The file that a link leads to when it is in the same directory tree, or null.</summary>
    private FileInfo? Inside(string fullPath) =>
        new FileInfo(fullPath).ResolveLinkTarget(returnFinalTarget: true) is FileInfo { Exists: true } file
        && _layer.SourcePath.Length > 0
        && file.FullName.StartsWith(_layer.SourcePath + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? new FileInfo(file.FullName) : null;

    /// <summary>An absolute target names a path of the image when a whole tree is imported; for a single file it can only be one of this machine.</summary>
    private bool IsOutside(FileTarEntry link)
    {
        string target = link.LinkTarget.Replace('\\', '/');
        if (Path.IsPathRooted(target))
        {
            return _layer.Kind == SourceKind.Files;
        }

        int depth = link.Path.Count(letter => letter == '/');
        foreach (string part in target.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != "."))
        {
            depth += part == ".." ? -1 : 1;
            if (depth < 0)
            {
                return true;
            }
        }

        return false;
    }

    private FileTarEntry Placed(FileTarEntry found) => found with
    {
        Path = _rules.TargetPath.Length == 0 ? found.Path : $"{_rules.TargetPath}/{found.Path}",
        Mode = ModeOf(found),
        UserId = _rules.Owner.UserId,
        GroupId = _rules.Owner.GroupId,
        ModifiedTime = TimeOf(found),
    };

    private int ModeOf(FileTarEntry found) => found.Type switch
    {
        LayerEntryType.SymbolicLink => found.Mode,
        LayerEntryType.Directory => _rules.DirectoryMode ?? (_rules.KeepsModes ? found.Mode : ExecutableMode),
        _ when _rules.Executable.Any(glob => glob.Matches(found.Path)) => ExecutableMode,
        _ when _rules.Mode is { } mode => mode,
        _ when _rules.KeepsModes => found.Mode,
        _ => IsExecutable(found) ? ExecutableMode : PlainMode,
    };

    private static bool IsExecutable(FileTarEntry found) =>
        OperatingSystem.IsWindows() ? ProgramFile.StartsLikeOne(found.Source!) : (found.Mode & (int)UnixFileMode.UserExecute) != 0;

    private long TimeOf(FileTarEntry found)
    {
        if (_rules.Mtime == EntryRules.EpochTime)
        {
            return _epoch;
        }

        DateTime time = found.Source?.LastWriteTimeUtc ?? Directory.GetLastWriteTimeUtc(Path.Join(_layer.SourcePath, found.Path));
        long seconds = new DateTimeOffset(time).ToUnixTimeSeconds();
        return _rules.Mtime == EntryRules.ClampTime ? Math.Min(seconds, _epoch) : Math.Max(seconds, 0);
    }
}
