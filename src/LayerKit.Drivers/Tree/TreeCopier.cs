using LayerKit.Drivers.Linux;

namespace LayerKit.Drivers.Tree;

/// <summary>Copies a tree with all that a layer can have: owners, modes, times to the nanosecond, attributes, devices, holes and hard links.</summary>
/// <remarks>Sockets are left out, because no layer can hold one.</remarks>
internal sealed class TreeCopier(int target, XattrNames names, CancellationToken token)
{
    private const int NewFileMode = 0x180;
    private const int NewDirectoryMode = 0x1C0;

    private readonly Dictionary<(ulong FileSystem, ulong Inode), byte[]> _linked = [];
    private readonly FileCopier _files = new();
    private readonly uint _userId = Unistd.EffectiveUserId;
    private readonly uint _groupId = Unistd.EffectiveGroupId;

    /// <summary>Copies everything in a directory, and what the directory itself has.</summary>
    public void CopyRoot(int source)
    {
        NativeException.Check(SysStat.Status(source, out FileStatus status), "statx", default);
        CopyInto(source, target, default, status);
    }

    /// <summary>Copies one file that is no directory, under the same name.</summary>
    public void CopyFile(int source, CachedDirectory copy, byte[] name, byte[] path)
    {
        NativeException.Check(SysStat.StatusAt(source, name, out FileStatus status), "statx", path);
        CopyFile(new DirectoryPair(source, copy.Handle, copy.Status.GroupId), name, path, status);
    }

    /// <summary>Copies owner and attributes of a directory to an empty one.</summary>
    public void CopyOwnerAndXattrs(int source, int copy, byte[] path, in FileStatus status)
    {
        NativeException.Check(Unistd.SetOwner(copy, status.UserId, status.GroupId), "fchown", path);
        CopyXattrs(source, source, "."u8, copy, path);
    }

    private void CopyInto(int source, int copy, ReadOnlySpan<byte> path, in FileStatus status)
    {
        token.ThrowIfCancellationRequested();
        NativeException.Check(Unistd.SetOwner(copy, status.UserId, status.GroupId), "fchown", path);
        DirectoryPair pair = new(source, copy, status.GroupId);
        foreach (DirectoryItem item in Dirent.ReadAll(source, path))
        {
            CopyItem(pair, item.Name, CleanPath.Join(path, item.Name));
        }

        // After the files in it, which would inherit its access control lists.
        CopyXattrs(source, source, "."u8, copy, path);
        NativeException.Check(SysStat.SetMode(copy, status.Permissions), "fchmod", path);
        NativeException.Check(SysStat.SetTime(copy, status.ModifiedTime), "futimens", path);
    }

    private void CopyItem(DirectoryPair pair, byte[] name, byte[] path)
    {
        NativeException.Check(SysStat.StatusAt(pair.Source, name, out FileStatus status), "statx", path);
        if (status.IsDirectory)
        {
            CopyDirectory(pair, name, path, status);
        }
        else if (status.Type != SysStat.TypeSocket && !IsLinked(pair.Copy, name, path, status))
        {
            CopyFile(pair, name, path, status);
        }
    }

    private void CopyDirectory(DirectoryPair pair, byte[] name, byte[] path, in FileStatus status)
    {
        NativeException.Check(SysStat.MakeDirectoryAt(pair.Copy, name, NewDirectoryMode), "mkdirat", path);
        int flags = Fcntl.ReadOnly | Fcntl.Directory | Fcntl.NoFollow;
        int from = NativeException.Check(Fcntl.OpenAt(pair.Source, name, flags), "openat", path);
        int to = Fcntl.OpenAt(pair.Copy, name, flags);
        try
        {
            CopyInto(from, NativeException.Check(to, "openat", path), path, status);
        }
        finally
        {
            Unistd.Close(from);
            Unistd.Close(to);
        }
    }

    /// <summary>Makes a further name of a file that is copied already.</summary>
    private bool IsLinked(int copy, byte[] name, byte[] path, in FileStatus status)
    {
        if (status.Links < 2)
        {
            return false;
        }

        if (_linked.TryAdd((status.FileSystem, status.Inode), path))
        {
            return false;
        }

        NativeException.Check(Unistd.LinkAt(target, _linked[(status.FileSystem, status.Inode)], copy, name), "linkat", path);
        return true;
    }

    private void CopyFile(DirectoryPair pair, byte[] name, byte[] path, in FileStatus status)
    {
        if (status.IsRegular)
        {
            CopyRegular(pair, name, path, status);
            return;
        }

        int made = status.IsSymlink
            ? Unistd.SymlinkAt(LinkReader.Read(pair.Source, name), pair.Copy, name)
            : SysStat.MakeNodeAt(pair.Copy, name, status.Type | NewFileMode, status.DeviceMajor, status.DeviceMinor);
        NativeException.Check(made, status.IsSymlink ? "symlinkat" : "mknodat", path);
        NativeException.Check(Unistd.SetOwnerAt(pair.Copy, name, status.UserId, status.GroupId), "fchownat", path);
        foreach (Xattr xattr in XattrReader.Read(pair.Source, name))
        {
            CheckXattr(SysXattr.SetOfPath(ProcPath.Of(pair.Copy, name), names.Stored(xattr.Name.Span), xattr.Value.Span), path);
        }

        if (!status.IsSymlink)
        {
            NodeMetadata.SetModeByName(pair.Copy, name, status.Permissions);
        }

        NativeException.Check(SysStat.SetTimeAt(pair.Copy, name, status.ModifiedTime), "utimensat", path);
    }

    private void CopyRegular(DirectoryPair pair, byte[] name, byte[] path, in FileStatus status)
    {
        int from = NativeException.Check(Fcntl.OpenAt(pair.Source, name, Fcntl.ReadOnly | Fcntl.NoFollow | Fcntl.NonBlocking), "openat", path);
        int to = Fcntl.OpenAt(pair.Copy, name, Fcntl.WriteOnly | Fcntl.Create | Fcntl.Exclusive | Fcntl.NoFollow, NewFileMode);
        try
        {
            NativeException.Check(to, "openat", path);
            _files.Copy(from, to, status, path, token);
            if (!HasOwner(pair, status))
            {
                NativeException.Check(Unistd.SetOwner(to, status.UserId, status.GroupId), "fchown", path);
            }

            CopyXattrs(from, pair.Source, name, to, path);
            NativeException.Check(SysStat.SetMode(to, status.Permissions), "fchmod", path);
            NativeException.Check(SysStat.SetTime(to, status.ModifiedTime), "futimens", path);
        }
        finally
        {
            Unistd.Close(from);
            Unistd.Close(to);
        }
    }

    // A setgid directory, or one of a file system mounted so, hands its group down.
    private bool HasOwner(DirectoryPair pair, in FileStatus status) =>
        status.UserId == _userId && status.GroupId == _groupId && pair.GroupId == _groupId;

    private void CopyXattrs(int file, int source, ReadOnlySpan<byte> name, int copy, ReadOnlySpan<byte> path)
    {
        foreach (Xattr xattr in XattrReader.HasAny(file) ? XattrReader.Read(source, name) : [])
        {
            CheckXattr(SysXattr.Set(copy, names.Stored(xattr.Name.Span), xattr.Value.Span), path);
        }
    }

    // As another user than root, what the system itself puts on files, such as security.selinux, cannot be set and need not be.
    private void CheckXattr(int result, ReadOnlySpan<byte> path)
    {
        if (_userId == 0 || result != -Errno.EPERM)
        {
            NativeException.Check(result, "fsetxattr", path);
        }
    }

    /// <summary>A directory, its copy, and the group that both have.</summary>
    private readonly record struct DirectoryPair(int Source, int Copy, uint GroupId);
}
