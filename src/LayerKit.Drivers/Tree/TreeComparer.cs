using LayerKit.Drivers.Linux;

namespace LayerKit.Drivers.Tree;

/// <summary>Finds what one tree has otherwise than another by walking both side by side.</summary>
internal sealed class TreeComparer(DeviationLog oldLog, DeviationLog newLog, CancellationToken token)
{
    private const int None = NodeComparer.None;

    private readonly NodeComparer _nodes = new(oldLog, newLog, XattrNames.Plain);

    private readonly List<Change> _changes = [];

    /// <summary>Compares two open directories; without an old one everything is added.</summary>
    public IReadOnlyList<Change> Compare(int oldRoot, int newRoot)
    {
        WalkDirectory(oldRoot, newRoot, []);
        if (oldRoot != None && _nodes.Differs(oldRoot, newRoot, "."u8, []))
        {
            _changes.Add(new Change(ChangeKind.Modified, ReadOnlyMemory<byte>.Empty));
        }

        _changes.Sort(static (left, right) => left.PathBytes.Span.SequenceCompareTo(right.PathBytes.Span));
        return _changes;
    }

    private bool WalkDirectory(int oldDirectory, int newDirectory, byte[] path)
    {
        token.ThrowIfCancellationRequested();
        List<byte[]> older = _nodes.OldNames(oldDirectory, path);
        List<byte[]> newer = _nodes.NewNames(newDirectory, path);
        int before = _changes.Count;
        int i = 0;
        foreach (byte[] name in newer)
        {
            for (; i < older.Count && NodeComparer.ByBytes(older[i], name) < 0; i++)
            {
                Report(ChangeKind.Deleted, CleanPath.Join(path, older[i]));
            }

            bool isOld = i < older.Count && NodeComparer.ByBytes(older[i], name) == 0;
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
        NodeState state = _nodes.NewState(newDirectory, name, path);
        if (state.Type == SysStat.TypeSocket)
        {
            // No layer can hold one, so it is as if it were not there.
            if (oldDirectory != None)
            {
                Report(ChangeKind.Deleted, path);
            }

            return;
        }

        bool wasDirectory = oldDirectory != None && _nodes.OldState(oldDirectory, name, path).IsDirectory;
        bool changed = oldDirectory == None || _nodes.Differs(oldDirectory, newDirectory, name, path);
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

    private static int Open(int directory, byte[] name, byte[] path) =>
        NativeException.Check(Fcntl.OpenAt(directory, name, Fcntl.ReadOnly | Fcntl.Directory | Fcntl.NoFollow), "openat", path);

    private void Report(ChangeKind kind, byte[] path) => _changes.Add(new Change(kind, path));
}
