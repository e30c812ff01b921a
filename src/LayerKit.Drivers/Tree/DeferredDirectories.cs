using LayerKit.Drivers.Linux;

namespace LayerKit.Drivers.Tree;

/// <summary>Modes and times that directories get when nothing more is written into them.</summary>
/// <remarks>Keyed by inode, so that a directory reached through a symbolic link is not listed twice.</remarks>
internal sealed class DeferredDirectories
{
    private const int KeepMode = -1;

    private readonly List<Deferred> _directories = [];
    private readonly Dictionary<ulong, int> _byInode = [];

    /// <summary>Keeps mode and time as they are now, unless an entry has said or will say otherwise.</summary>
    public void Touch(CachedDirectory directory)
    {
        ulong inode = directory.Status.Inode;
        if (!_byInode.ContainsKey(inode))
        {
            _byInode.Add(inode, _directories.Count);
            _directories.Add(new Deferred(inode, directory.Path.ToArray(), KeepMode, directory.Status.ModifiedTime));
        }
    }

    /// <summary>Sets what an entry says.</summary>
    public void Set(ulong inode, ReadOnlySpan<byte> path, int mode, UnixTime time)
    {
        Deferred deferred = new(inode, path.ToArray(), mode, time);
        if (_byInode.TryGetValue(inode, out int index))
        {
            _directories[index] = deferred;
            return;
        }

        _byInode.Add(inode, _directories.Count);
        _directories.Add(deferred);
    }

    /// <summary>Drops a directory that was removed; its inode may come back as another's.</summary>
    public void Forget(ulong inode)
    {
        if (_byInode.Remove(inode, out int index))
        {
            _directories[index] = default;
        }
    }

    /// <summary>Applies everything, children before their parents.</summary>
    public void Apply(int root)
    {
        for (int i = _directories.Count - 1; i >= 0; i--)
        {
            if (_directories[i].Path is not null)
            {
                Apply(root, _directories[i]);
            }
        }
    }

    private static void Apply(int root, Deferred directory)
    {
        int flags = Fcntl.ReadOnly | Fcntl.Directory | Fcntl.NoFollow;
        int handle = Fcntl.OpenAt2(root, directory.Path, flags, Fcntl.ResolveInRoot | Fcntl.ResolveNoSymlinks);
        NativeException.Check(handle, "openat2", directory.Path);
        try
        {
            if (directory.Mode != KeepMode)
            {
                NativeException.Check(SysStat.SetMode(handle, directory.Mode), "fchmod", directory.Path);
            }

            NativeException.Check(SysStat.SetTime(handle, directory.Time), "futimens", directory.Path);
        }
        finally
        {
            Unistd.Close(handle);
        }
    }

    private readonly record struct Deferred(ulong Inode, byte[]? Path, int Mode, UnixTime Time);
}
