using LayerKit.Drivers.Linux;

namespace LayerKit.Drivers.Tree;

/// <summary>Finds what one tree has otherwise than another by walking both side by side.</summary>
internal sealed class TreeComparer(DeviationLog oldLog, DeviationLog newLog, CancellationToken token)
{
    private const int None = -1;

    private static readonly Comparison<byte[]> ByBytes = static (left, right) => left.AsSpan().SequenceCompareTo(right);

    private readonly List<Change> _changes = [];

    /// <summary>Compares two open directories; without an old one everything is added.</summary>
    public IReadOnlyList<Change> Compare(int oldRoot, int newRoot)
    {
        WalkDirectory(oldRoot, newRoot, []);
        if (oldRoot != None && Differs(oldRoot, newRoot, "."u8, []))
        {
            _changes.Add(new Change(ChangeKind.Modified, ReadOnlyMemory<byte>.Empty));
        }

        _changes.Sort(static (left, right) => left.PathBytes.Span.SequenceCompareTo(right.PathBytes.Span));
        return _changes;
    }

    private bool WalkDirectory(int oldDirectory, int newDirectory, byte[] path)
    {
        token.ThrowIfCancellationRequested();
        List<byte[]> older = Names(oldDirectory, path, oldLog);
        List<byte[]> newer = Names(newDirectory, path, newLog);
        int before = _changes.Count;
        int i = 0;
        foreach (byte[] name in newer)
        {
            for (; i < older.Count && ByBytes(older[i], name) < 0; i++)
            {
                Report(ChangeKind.Deleted, CleanPath.Join(path, older[i]));
            }

            bool isOld = i < older.Count && ByBytes(older[i], name) == 0;
            i += isOld ? 1 : 0;
            Visit(isOld ? oldDirectory : None, newDirectory, name, CleanPath.Join(path, name));
        }

        for (; i < older.Count; i++)
        {
            Report(ChangeKind.Deleted, CleanPath.Join(path, older[i]));
        }

        return _changes.Count > before;
    }

    private void Visit(int oldDirectory, int newDirectory, byte[] name, byte[] path)
    {
        NodeState state = State(newDirectory, name, path, newLog);
        if (state.Type == SysStat.TypeSocket)
        {
            // No layer can hold one, so it is as if it were not there.
            if (oldDirectory != None)
            {
                Report(ChangeKind.Deleted, path);
            }

            return;
        }

        bool wasDirectory = oldDirectory != None && State(oldDirectory, name, path, oldLog).IsDirectory;
        bool changed = oldDirectory == None || Differs(oldDirectory, newDirectory, name, path);
        if (state.IsDirectory)
        {
            changed |= Descend(wasDirectory ? oldDirectory : None, newDirectory, name, path);
        }

        if (changed)
        {
            Report(oldDirectory == None ? ChangeKind.Added : ChangeKind.Modified, path);
        }
    }

    private bool Descend(int oldDirectory, int newDirectory, byte[] name, byte[] path)
    {
        int newer = Open(newDirectory, name, path);
        int older = None;
        try
        {
            older = oldDirectory == None ? None : Open(oldDirectory, name, path);
            return WalkDirectory(older, newer, path);
        }
        finally
        {
            Unistd.Close(newer);
            Unistd.Close(older);
        }
    }

    private bool Differs(int oldDirectory, int newDirectory, ReadOnlySpan<byte> name, byte[] path)
    {
        NodeState state = State(newDirectory, name, path, newLog);
        return state != State(oldDirectory, name, path, oldLog)
            || (state.Type == SysStat.TypeSymlink && !LinkReader.Read(oldDirectory, name).AsSpan().SequenceEqual(LinkReader.Read(newDirectory, name)))
            || !AreEqual(Xattrs(oldDirectory, name, path, oldLog), Xattrs(newDirectory, name, path, newLog));
    }

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

    private static IReadOnlyList<Xattr> Xattrs(int directory, ReadOnlySpan<byte> name, byte[] path, DeviationLog log) =>
        log.TryFind(path, out Deviation? deviation) ? deviation.Xattrs : XattrReader.Read(directory, name);

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
                names.Add(CleanPath.Name(deviation.Path).ToArray());
            }
        }

        names.Sort(ByBytes);
        return names;
    }

    private static int Open(int directory, byte[] name, byte[] path) =>
        NativeException.Check(Fcntl.OpenAt(directory, name, Fcntl.ReadOnly | Fcntl.Directory | Fcntl.NoFollow), "openat", path);

    private void Report(ChangeKind kind, byte[] path) => _changes.Add(new Change(kind, path));
}
