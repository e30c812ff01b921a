using LayerKit.Drivers.Linux;

namespace LayerKit.Drivers.Tree;

/// <summary>Removes whole trees, never following a link.</summary>
internal static class TreeRemover
{
    /// <summary>Removes a file or a directory with all that is in it; what is not there is not an error.</summary>
    /// <param name="parent">The directory it is in.</param>
    /// <param name="name">Its name there.</param>
    /// <param name="onDirectory">Told the inode of each directory that goes, or null.</param>
    /// <param name="token">Asked before each directory.</param>
    public static void Remove(int parent, ReadOnlySpan<byte> name, Action<ulong>? onDirectory = null, CancellationToken token = default)
    {
        int result = Unistd.UnlinkAt(parent, name);
        if (result is 0 or -Errno.ENOENT)
        {
            return;
        }

        int handle = OpenDirectory(parent, name);
        if (handle == -Errno.ENOTDIR)
        {
            throw new NativeException("unlinkat", name, -result);
        }

        NativeException.Check(handle, "openat", name);
        try
        {
            token.ThrowIfCancellationRequested();
            Report(handle, name, onDirectory);
            foreach (DirectoryItem item in Dirent.ReadAll(handle, name))
            {
                Remove(handle, item.Name, onDirectory, token);
            }
        }
        finally
        {
            Unistd.Close(handle);
        }

        NativeException.Check(Unistd.RemoveDirectoryAt(parent, name), "unlinkat", name);
    }

    /// <summary>Opens a directory to change what is in it; one that its own mode keeps us out of is opened up first.</summary>
    private static int OpenDirectory(int parent, ReadOnlySpan<byte> name)
    {
        const int OwnerOnly = 0x1C0;
        int flags = Fcntl.ReadOnly | Fcntl.Directory | Fcntl.NoFollow;
        if (Unistd.EffectiveUserId != 0)
        {
            int path = Fcntl.OpenAt(parent, name, Fcntl.PathOnly | Fcntl.Directory | Fcntl.NoFollow);
            if (path >= 0)
            {
                _ = SysStat.SetModeOfPath(ProcPath.Of(path), OwnerOnly);
                Unistd.Close(path);
            }
        }

        return Fcntl.OpenAt(parent, name, flags);
    }

    private static void Report(int handle, ReadOnlySpan<byte> name, Action<ulong>? onDirectory)
    {
        if (onDirectory is not null)
        {
            NativeException.Check(SysStat.Status(handle, out FileStatus status), "statx", name);
            onDirectory(status.Inode);
        }
    }
}
