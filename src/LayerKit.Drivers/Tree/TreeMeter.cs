using LayerKit.Drivers.Linux;

namespace LayerKit.Drivers.Tree;

/// <summary>Adds up the regular files of a tree, each once whatever names it has.</summary>
internal sealed class TreeMeter
{
    private readonly HashSet<ulong> _linked = [];

    /// <summary>Bytes of the regular files in an open directory and below it.</summary>
    public long Measure(int directory, byte[] path)
    {
        long bytes = 0;
        foreach (DirectoryItem item in Dirent.ReadAll(directory, path))
        {
            byte[] itemPath = CleanPath.Join(path, item.Name);
            NativeException.Check(SysStat.StatusAt(directory, item.Name, out FileStatus status), "statx", itemPath);
            bytes += status.IsDirectory ? MeasureBelow(directory, item.Name, itemPath) : BytesOf(status);
        }

        return bytes;
    }

    private long MeasureBelow(int directory, byte[] name, byte[] path)
    {
        int handle = NativeException.Check(Fcntl.OpenAt(directory, name, Fcntl.ReadOnly | Fcntl.Directory | Fcntl.NoFollow), "openat", path);
        try
        {
            return Measure(handle, path);
        }
        finally
        {
            Unistd.Close(handle);
        }
    }

    private long BytesOf(in FileStatus status) => status.IsRegular && (status.Links < 2 || _linked.Add(status.Inode)) ? status.Size : 0;
}
