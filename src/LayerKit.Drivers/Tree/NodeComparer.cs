using LayerKit.Drivers.Linux;

namespace LayerKit.Drivers.Tree;

/// <summary>Says whether a file of one tree is otherwise in another, and what is in a directory, with what is on record in the place of what is there.</summary>
internal sealed class NodeComparer(DeviationLog oldLog, DeviationLog newLog, XattrNames newNames)
{
    /// <summary>In the place of an open directory that there is not.</summary>
    public const int None = -1;

    /// <summary>The order of names and paths.</summary>
    public static readonly Comparison<byte[]> ByBytes = static (left, right) => left.AsSpan().SequenceCompareTo(right);

    public bool Differs(int oldDirectory, int newDirectory, ReadOnlySpan<byte> name, byte[] path)
    {
        NodeState state = NewState(newDirectory, name, path);
        return state != OldState(oldDirectory, name, path)
            || (state.Type == SysStat.TypeSymlink && !LinkReader.Read(oldDirectory, name).AsSpan().SequenceEqual(LinkReader.Read(newDirectory, name)))
            || !AreEqual(Xattrs(oldDirectory, name, path, oldLog, XattrNames.Plain), Xattrs(newDirectory, name, path, newLog, newNames));
    }

    public NodeState OldState(int directory, ReadOnlySpan<byte> name, byte[] path) => State(directory, name, path, oldLog);

    public NodeState NewState(int directory, ReadOnlySpan<byte> name, byte[] path) => State(directory, name, path, newLog);

    /// <summary>The sorted names in a directory of the old tree.</summary>
    public List<byte[]> OldNames(int directory, byte[] path) => Names(directory, path, oldLog);

    /// <summary>The sorted names in a directory of the new tree.</summary>
    public List<byte[]> NewNames(int directory, byte[] path) => Names(directory, path, newLog);

    /// <summary>True when the old tree has a name.</summary>
    public bool IsOld(int directory, byte[] name, byte[] path)
    {
        if (directory == None || IsAbsent(oldLog, path))
        {
            return directory != None;
        }

        int result = SysStat.StatusAt(directory, name, out _);
        return result != -Errno.ENOENT && NativeException.Check(result, "statx", path) >= 0;
    }

    /// <summary>True when what the new tree has at a path is only on record.</summary>
    public bool IsNewAbsent(byte[] path) => IsAbsent(newLog, path);

    private static bool IsAbsent(DeviationLog log, byte[] path) => log.TryFind(path, out Deviation? deviation) && deviation.IsAbsent;

    private static NodeState State(int directory, ReadOnlySpan<byte> name, byte[] path, DeviationLog log)
    {
        log.TryFind(path, out Deviation? deviation);
        if (deviation is { IsAbsent: true })
        {
            return default(NodeState).With(deviation);
        }

        NativeException.Check(SysStat.StatusAt(directory, name, out FileStatus status), "statx", path);
        NodeState state = NodeState.Of(status);
        return deviation is null ? state : state.With(deviation);
    }

    private static IReadOnlyList<Xattr> Xattrs(int directory, ReadOnlySpan<byte> name, byte[] path, DeviationLog log, XattrNames names) =>
        log.TryFind(path, out Deviation? deviation) ? deviation.Xattrs : names.Show(XattrReader.Read(directory, name));

    private static bool AreEqual(IReadOnlyList<Xattr> left, IReadOnlyList<Xattr> right)
    {
        bool equal = left.Count == right.Count;
        for (int i = 0; i < left.Count && equal; i++)
        {
            equal = left[i].Name.Span.SequenceEqual(right[i].Name.Span) && left[i].Value.Span.SequenceEqual(right[i].Value.Span);
        }

        return equal;
    }

    private static List<byte[]> Names(int directory, byte[] path, DeviationLog log)
    {
        if (directory == None)
        {
            return [];
        }

        List<byte[]> names = Dirent.ReadAll(directory, path).ConvertAll(static item => item.Name);
        foreach (Deviation deviation in log.All)
        {
            if (deviation.IsAbsent && CleanPath.Parent(deviation.Path).SequenceEqual(path))
            {
                byte[] name = CleanPath.Name(deviation.Path).ToArray();
                names.RemoveAll(present => ByBytes(present, name) == 0);
                names.Add(name);
            }
        }

        names.Sort(ByBytes);
        return names;
    }
}
