using LayerKit.Drivers.Linux;

namespace LayerKit.Drivers.Tree;

/// <summary>Copies a tree with all that a layer can have: owners, modes, times to the nanosecond, attributes, devices, holes and hard links.</summary>
/// <remarks>Sockets are left out, because no layer can hold one.</remarks>
internal sealed class TreeCopier(int target, CancellationToken token)
{
    private const int NewFileMode = 0x180;
    private const int NewDirectoryMode = 0x1C0;

    private readonly Dictionary<(ulong FileSystem, ulong Inode), byte[]> _linked = [];
    private readonly FileCopier _files = new();
    private readonly uint _userId = Unistd.EffectiveUserId;

    /// <summary>Copies everything in a directory, and what the directory itself has.</summary>
    public void CopyRoot(int source)
    {
        NativeException.Check(SysStat.Status(source, out FileStatus status), "statx", default);
        CopyInto(source, target, default, status);
    }

    private void CopyInto(int source, int copy, ReadOnlySpan<byte> path, in FileStatus status)
    {
        token.ThrowIfCancellationRequested();
        CopyOwnerAndXattrs(source, "."u8, copy, status, path);
        foreach (DirectoryItem item in Dirent.ReadAll(source, path))
        {
            CopyItem(source, copy, item.Name, CleanPath.Join(path, item.Name));
        }

        NativeException.Check(SysStat.SetMode(copy, status.Permissions), "fchmod", path);
        NativeException.Check(SysStat.SetTime(copy, status.ModifiedTime), "futimens", path);
    }

    private void CopyItem(int source, int copy, byte[] name, byte[] path)
    {
        NativeException.Check(SysStat.StatusAt(source, name, out FileStatus status), "statx", path);
        if (status.IsDirectory)
        {
            CopyDirectory(source, copy, name, path, status);
        }
        else if (status.Type != SysStat.TypeSocket && !IsLinked(copy, name, path, status))
        {
            CopyFile(source, copy, name, path, status);
        }
    }

    private void CopyDirectory(int source, int copy, byte[] name, byte[] path, in FileStatus status)
    {
        NativeException.Check(SysStat.MakeDirectoryAt(copy, name, NewDirectoryMode), "mkdirat", path);
        int flags = Fcntl.ReadOnly | Fcntl.Directory | Fcntl.NoFollow;
        int from = NativeException.Check(Fcntl.OpenAt(source, name, flags), "openat", path);
        int to = Fcntl.OpenAt(copy, name, flags);
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

        if (!_linked.TryGetValue((status.FileSystem, status.Inode), out byte[]? first))
        {
            _linked.Add((status.FileSystem, status.Inode), path);
            return false;
        }

        NativeException.Check(Unistd.LinkAt(target, first, copy, name), "linkat", path);
        return true;
    }

    private void CopyFile(int source, int copy, byte[] name, byte[] path, in FileStatus status)
    {
        if (status.IsRegular)
        {
            CopyRegular(source, copy, name, path, status);
            return;
        }

        int made = status.IsSymlink
            ? Unistd.SymlinkAt(LinkReader.Read(source, name), copy, name)
            : SysStat.MakeNodeAt(copy, name, status.Type | NewFileMode, status.DeviceMajor, status.DeviceMinor);
        NativeException.Check(made, status.IsSymlink ? "symlinkat" : "mknodat", path);
        NativeException.Check(Unistd.SetOwnerAt(copy, name, status.UserId, status.GroupId), "fchownat", path);
        foreach (Xattr xattr in XattrReader.Read(source, name))
        {
            CheckXattr(SysXattr.SetOfPath(ProcPath.Of(copy, name), xattr.Name.Span, xattr.Value.Span), path);
        }

        if (!status.IsSymlink)
        {
            NodeMetadata.SetModeByName(copy, name, status.Permissions);
        }

        NativeException.Check(SysStat.SetTimeAt(copy, name, status.ModifiedTime), "utimensat", path);
    }

    private void CopyRegular(int source, int copy, byte[] name, byte[] path, in FileStatus status)
    {
        int from = NativeException.Check(Fcntl.OpenAt(source, name, Fcntl.ReadOnly | Fcntl.NoFollow | Fcntl.NonBlocking), "openat", path);
        int to = Fcntl.OpenAt(copy, name, Fcntl.WriteOnly | Fcntl.Create | Fcntl.Exclusive | Fcntl.NoFollow, NewFileMode);
        try
        {
            NativeException.Check(to, "openat", path);
            _files.Copy(from, to, status, path, token);
            CopyOwnerAndXattrs(source, name, to, status, path);
            NativeException.Check(SysStat.SetMode(to, status.Permissions), "fchmod", path);
            NativeException.Check(SysStat.SetTime(to, status.ModifiedTime), "futimens", path);
        }
        finally
        {
            Unistd.Close(from);
            Unistd.Close(to);
        }
    }

    private void CopyOwnerAndXattrs(int source, ReadOnlySpan<byte> name, int copy, in FileStatus status, ReadOnlySpan<byte> path)
    {
        NativeException.Check(Unistd.SetOwner(copy, status.UserId, status.GroupId), "fchown", path);
        foreach (Xattr xattr in XattrReader.Read(source, name))
        {
            CheckXattr(SysXattr.Set(copy, xattr.Name.Span, xattr.Value.Span), path);
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
}
