using LayerKit.Drivers.Linux;

namespace LayerKit.Drivers.Tree;

/// <content>Whiteouts, which act on what lower layers have and never on entries of this layer, before or after.</content>
internal sealed partial class TreeWriter
{
    /// <summary>Hides what lower layers have at a path. What is not there is not an error.</summary>
    public void Whiteout(ReadOnlySpan<byte> path)
    {
        if (_own is null || path.IsEmpty || _directories.Find(CleanPath.Parent(path), out CachedDirectory parent) < 0)
        {
            return;
        }

        ReadOnlySpan<byte> name = CleanPath.Name(path);
        _deferred.Touch(parent);
        Strip(_own, parent.Handle, parent.Status.Inode, parent.Path, name);
        _directories.Invalidate();
    }

    /// <summary>Hides all that lower layers have in a directory.</summary>
    public void Opaque(ReadOnlySpan<byte> path)
    {
        if (_own is null || _directories.Find(path, out CachedDirectory directory) < 0)
        {
            return;
        }

        _deferred.Touch(directory);
        StripContents(_own, directory.Handle, directory.Status.Inode, directory.Path);
        _directories.Invalidate();
    }

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
        foreach (Deviation deviation in _deviations.All.Where(static deviation => deviation.IsAbsent).ToArray())
        {
            if (CleanPath.Parent(deviation.Path).SequenceEqual(directory))
            {
                bool isOwn = own.Contains(inode, CleanPath.Name(deviation.Path));
                keepsOwn |= isOwn;
                if (!isOwn)
                {
                    _deviations.Forget(deviation.Path);
                }
            }
        }

        return keepsOwn;
    }

    private bool RemoveLower(int parent, ReadOnlySpan<byte> name, byte[] path)
    {
        TreeRemover.Remove(parent, name, _deferred.Forget);
        _deviations.ForgetTree(path);
        return false;
    }
}
