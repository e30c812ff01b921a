using LayerKit.Drivers.Linux;

namespace LayerKit.Drivers.Tree;

/// <summary>Applies one layer to a directory that holds a copy of its parent, or to an empty one.</summary>
/// <remarks>Whiteouts act on what lower layers have and never on entries of this layer, before or after.</remarks>
internal sealed class CopyTreeWriter : TreeWriter
{
    private readonly OwnNames? _own;
    private readonly IDisposable? _ground;

    /// <summary>Starts on a directory.</summary>
    /// <param name="root">Its absolute path.</param>
    /// <param name="hasLower">True when it holds a copy of a parent; otherwise whiteouts have nothing to act on.</param>
    /// <param name="deviations">Takes what cannot be done.</param>
    /// <param name="ground">What the directory is in, disposed with this, or null.</param>
    public CopyTreeWriter(ReadOnlySpan<byte> root, bool hasLower, DeviationLog deviations, IDisposable? ground = null)
        : base(new DirectoryCache(root), deviations, XattrNames.Plain)
    {
        _own = hasLower ? new OwnNames() : null;
        _ground = ground;
    }

    public override void Whiteout(ReadOnlySpan<byte> path)
    {
        if (_own is null || path.IsEmpty || Directories.Find(CleanPath.Parent(path), out CachedDirectory parent) < 0)
        {
            return;
        }

        ReadOnlySpan<byte> name = CleanPath.Name(path);
        Deferred.Touch(parent);
        Strip(_own, parent.Handle, parent.Status.Inode, parent.Path, name);
        Directories.Invalidate();
    }

    public override void Opaque(ReadOnlySpan<byte> path)
    {
        if (_own is null || Directories.Find(path, out CachedDirectory directory) < 0)
        {
            return;
        }

        Deferred.Touch(directory);
        StripContents(_own, directory.Handle, directory.Status.Inode, directory.Path);
        Directories.Invalidate();
    }

    public override void Dispose()
    {
        base.Dispose();
        _ground?.Dispose();
    }

    protected override void OnEntry(CachedDirectory parent, ReadOnlySpan<byte> name, LayerEntryType type) => _own?.Add(parent.Status.Inode, name);

    protected override CachedDirectory Directory(ReadOnlySpan<byte> path)
    {
        int result = Directories.Find(path, out CachedDirectory directory);
        if (result is -Errno.ENOENT or -Errno.ENOTDIR or -Errno.ELOOP)
        {
            MakeImplied(path);
            result = Directories.Find(path, out directory);
        }

        NativeException.Check(result, "openat2", path);
        return directory;
    }

    protected override bool TryFindLinkTarget(ReadOnlySpan<byte> path, out CachedDirectory from) => Directories.Find(CleanPath.Parent(path), out from) >= 0;

    /// <summary>Removes one name unless this layer made it or something below it; answers whether it stays.</summary>
    private bool Strip(OwnNames own, int parent, ulong parentInode, ReadOnlySpan<byte> parentPath, ReadOnlySpan<byte> name)
    {
        byte[] path = CleanPath.Join(parentPath, name);
        bool isOwn = own.Contains(parentInode, name);
        int handle = Fcntl.OpenAt(parent, name, Fcntl.ReadOnly | Fcntl.Directory | Fcntl.NoFollow);
        if (handle is -Errno.ENOENT or -Errno.ENOTDIR)
        {
            return isOwn || RemoveLower(parent, name, path);
        }

        NativeException.Check(handle, "openat", path);
        try
        {
            NativeException.Check(SysStat.Status(handle, out FileStatus status), "statx", path);
            bool keepsOwn = StripContents(own, handle, status.Inode, path);
            if (!isOwn && keepsOwn)
            {
                // Whiteout first would have left a directory that only this layer implies; so must whiteout last.
                DropXattrs(handle, "."u8, default);
                SetImplied(handle, path);
            }

            return isOwn || keepsOwn || RemoveLower(parent, name, path);
        }
        finally
        {
            Unistd.Close(handle);
        }
    }

    private bool StripContents(OwnNames own, int directory, ulong inode, ReadOnlySpan<byte> path)
    {
        bool keepsOwn = false;
        foreach (DirectoryItem item in Dirent.ReadAll(directory, path))
        {
            keepsOwn |= Strip(own, directory, inode, path, item.Name);
        }

        return keepsOwn | StripAbsent(own, inode, path);
    }

    /// <summary>Treats devices that could only be recorded as if they were there.</summary>
    private bool StripAbsent(OwnNames own, ulong inode, ReadOnlySpan<byte> directory)
    {
        bool keepsOwn = false;
        foreach (Deviation deviation in Deviations.All.Where(static deviation => deviation.IsAbsent).ToArray())
        {
            if (CleanPath.Parent(deviation.Path).SequenceEqual(directory))
            {
                bool isOwn = own.Contains(inode, CleanPath.Name(deviation.Path));
                keepsOwn |= isOwn;
                if (!isOwn)
                {
                    Deviations.Forget(deviation.Path);
                }
            }
        }

        return keepsOwn;
    }

    private bool RemoveLower(int parent, ReadOnlySpan<byte> name, byte[] path)
    {
        TreeRemover.Remove(parent, name, OnRemoved);
        Deviations.ForgetTree(path);
        return false;
    }
}
