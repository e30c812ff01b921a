using LayerKit.Drivers.Linux;

namespace LayerKit.Drivers.Tree;

/// <summary>Opens directories below a root, never outside it, and keeps the last few open.</summary>
/// <remarks>A directory that was returned stays open until fifteen others have been asked for, whatever is removed meanwhile.</remarks>
internal sealed class DirectoryCache : IDisposable
{
    private const int Capacity = 16;

    private readonly CachedDirectory[] _slots = new CachedDirectory[Capacity];
    private readonly int _flags = Fcntl.ReadOnly | Fcntl.Directory;
    private readonly bool _followsLinks;
    private long _uses;

    /// <summary>Opens the root itself by an absolute path.</summary>
    /// <param name="root">The path.</param>
    /// <param name="followsLinks">False when a symbolic link on the way is ELOOP.</param>
    public DirectoryCache(ReadOnlySpan<byte> root, bool followsLinks = true)
    {
        _followsLinks = followsLinks;
        int handle = NativeException.Check(Fcntl.OpenAt(Libc.CurrentDirectory, root, _flags), "openat", root);
        Root = new CachedDirectory();
        Root.Refill(default, handle, canonical: null);
        for (int i = 0; i < Capacity; i++)
        {
            _slots[i] = new CachedDirectory();
        }
    }

    public CachedDirectory Root { get; }

    /// <summary>Finds a directory, following symbolic links inside the root unless it was said not to.</summary>
    /// <returns>0, or the negative error number for a path that leads to no directory.</returns>
    public int Find(ReadOnlySpan<byte> path, out CachedDirectory directory)
    {
        directory = Root;
        if (path.IsEmpty)
        {
            return 0;
        }

        CachedDirectory oldest = _slots[0];
        foreach (CachedDirectory slot in _slots)
        {
            if (slot.Matches(path))
            {
                slot.LastUse = ++_uses;
                directory = slot;
                return 0;
            }

            oldest = slot.LastUse < oldest.LastUse ? slot : oldest;
        }

        directory = oldest;
        return Open(path, oldest);
    }

    /// <summary>Looks again at a directory whose owner has changed.</summary>
    public void Refresh(ulong inode)
    {
        foreach (CachedDirectory slot in _slots)
        {
            if (slot.Handle >= 0 && slot.Status.Inode == inode)
            {
                slot.Refresh();
            }
        }
    }

    /// <summary>Forgets every path, after a directory or a symbolic link has gone.</summary>
    public void Invalidate()
    {
        foreach (CachedDirectory slot in _slots)
        {
            slot.Forget();
        }
    }

    public void Dispose()
    {
        Root.Close();
        foreach (CachedDirectory slot in _slots)
        {
            slot.Close();
        }
    }

    private int Open(ReadOnlySpan<byte> path, CachedDirectory slot)
    {
        byte[]? canonical = null;
        int handle = Fcntl.OpenAt2(Root.Handle, path, _flags, Fcntl.ResolveInRoot | Fcntl.ResolveNoSymlinks);
        if (handle == -Errno.ELOOP && _followsLinks)
        {
            handle = Fcntl.OpenAt2(Root.Handle, path, _flags, Fcntl.ResolveInRoot);
            canonical = handle < 0 ? null : PathInRoot(handle);
        }

        if (handle < 0)
        {
            return handle;
        }

        slot.Refill(path, handle, canonical);
        slot.LastUse = ++_uses;
        return 0;
    }

    private byte[] PathInRoot(int handle)
    {
        byte[] root = LinkReader.Read(Libc.CurrentDirectory, ProcPath.Of(Root.Handle));
        byte[] path = LinkReader.Read(Libc.CurrentDirectory, ProcPath.Of(handle));
        // The root of a mount that is attached nowhere is called "/".
        int start = root.Length == 1 ? 1 : root.Length + 1;
        return path.Length < start ? [] : path[start..];
    }
}
