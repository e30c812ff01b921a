using LayerKit.Drivers.Linux;
using LayerKit.Drivers.Tree;

namespace LayerKit.Drivers.Overlay2;

/// <summary>Finds what a layer changed from its own directory alone, looking at lower layers only where it has something: in the time of the layer, not of the tree.</summary>
/// <remarks>The answer is that of <see cref="TreeComparer"/>: opaque directories are expanded, and what was copied up and left as it was is no change.</remarks>
internal sealed class UpperComparer(NodeComparer nodes, OverlayFeatures features, CancellationToken token)
{
    private const int None = NodeComparer.None;

    private readonly List<Change> _changes = [];
    private bool _refersToLower;

    /// <summary>Compares an upper directory with the merged tree below it.</summary>
    /// <returns>Null when the upper one was written with redirects or metacopy, so that it does not say what changed.</returns>
    public IReadOnlyList<Change>? Compare(int lowerRoot, int upperRoot)
    {
        Walk(lowerRoot, upperRoot, [], hidesLower: false);
        if (nodes.Differs(lowerRoot, upperRoot, "."u8, []))
        {
            Report(ChangeKind.Modified, []);
        }

        _changes.Sort(static (left, right) => left.PathBytes.Span.SequenceCompareTo(right.PathBytes.Span));
        return _refersToLower ? null : _changes;
    }

    private bool Walk(int lower, int upper, byte[] path, bool hidesLower)
    {
        token.ThrowIfCancellationRequested();
        int before = _changes.Count;
        List<byte[]> names = nodes.NewNames(upper, path);
        foreach (byte[] name in names)
        {
            Visit(lower, upper, name, CleanPath.Join(path, name), hidesLower);
        }

        foreach (byte[] name in hidesLower ? nodes.OldNames(lower, path) : [])
        {
            if (names.BinarySearch(name, Comparer<byte[]>.Create(NodeComparer.ByBytes)) < 0)
            {
                Report(ChangeKind.Deleted, CleanPath.Join(path, name));
            }
        }

        return _changes.Count > before;
    }

    private void Visit(int lower, int upper, byte[] name, byte[] path, bool hidesLower)
    {
        bool isOld = nodes.IsOld(lower, name, path);
        NodeState state = nodes.NewState(upper, name, path);
        bool isWhiteout = state is { Type: SysStat.TypeCharacter, Device: (0, 0) } && !nodes.IsNewAbsent(path);
        if (isWhiteout || state.Type == SysStat.TypeSocket)
        {
            // No layer can hold a socket, so it is as if it were not there.
            if (isOld)
            {
                Report(ChangeKind.Deleted, path);
            }

            return;
        }

        _refersToLower |= RefersToLower(upper, name, state);
        bool changed = !isOld || nodes.Differs(lower, upper, name, path);
        if (state.IsDirectory)
        {
            bool wasDirectory = isOld && nodes.OldState(lower, name, path).IsDirectory;
            changed |= Descend(wasDirectory ? lower : None, upper, name, path, hidesLower);
        }

        if (changed)
        {
            Report(isOld ? ChangeKind.Modified : ChangeKind.Added, path);
        }
    }

    private bool Descend(int lower, int upper, byte[] name, byte[] path, bool hidesLower)
    {
        int newer = Open(upper, name, path);
        int older = None;
        try
        {
            older = lower == None ? None : Open(lower, name, path);
            return Walk(older, newer, path, hidesLower || IsOpaque(upper, name));
        }
        finally
        {
            Unistd.Close(newer);
            Unistd.Close(older);
        }
    }

    private bool IsOpaque(int directory, byte[] name)
    {
        Span<byte> value = stackalloc byte[1];
        return SysXattr.GetOfPath(ProcPath.Of(directory, name), features.OpaqueName, value) == 1 && value[0] == (byte)'y';
    }

    private bool RefersToLower(int directory, byte[] name, in NodeState state)
    {
        if (!state.IsDirectory && state.Type != SysStat.TypeRegular)
        {
            return false;
        }

        byte[] path = ProcPath.Of(directory, name);
        return SysXattr.ListOfPath(path, default) > 0 && features.ReferringNames.Any(xattr => SysXattr.GetOfPath(path, xattr, default) >= 0);
    }

    private static int Open(int directory, byte[] name, byte[] path) =>
        NativeException.Check(Fcntl.OpenAt(directory, name, Fcntl.ReadOnly | Fcntl.Directory | Fcntl.NoFollow), "openat", path);

    private void Report(ChangeKind kind, byte[] path) => _changes.Add(new Change(kind, path));
}
