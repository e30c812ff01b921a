using LayerKit.Drivers.Linux;
using LayerKit.Drivers.Tree;

namespace LayerKit.Drivers.Overlay2;

/// <summary>The names of those files of lower layers that have several: copying one up would make two files of one. Found out by a walk when it is first asked.</summary>
internal sealed class LowerLinks(int root)
{
    private Dictionary<ulong, List<byte[]>>? _byInode;

    /// <summary>All paths of a file.</summary>
    public IReadOnlyList<byte[]> Names(in FileStatus status)
    {
        if (_byInode is null)
        {
            _byInode = [];
            Walk(root, []);
        }

        return _byInode.TryGetValue(status.Inode, out List<byte[]>? names) ? names : [];
    }

    private void Walk(int directory, byte[] path)
    {
        foreach (DirectoryItem item in Dirent.ReadAll(directory, path))
        {
            byte[] at = CleanPath.Join(path, item.Name);
            NativeException.Check(SysStat.StatusAt(directory, item.Name, out FileStatus status), "statx", at);
            if (status.IsDirectory)
            {
                Descend(directory, item.Name, at);
            }
            else if (status.Links > 1)
            {
                Add(status.Inode, at);
            }
        }
    }

    private void Descend(int parent, byte[] name, byte[] path)
    {
        int handle = NativeException.Check(Fcntl.OpenAt(parent, name, Fcntl.ReadOnly | Fcntl.Directory | Fcntl.NoFollow), "openat", path);
        try
        {
            Walk(handle, path);
        }
        finally
        {
            Unistd.Close(handle);
        }
    }

    private void Add(ulong inode, byte[] path)
    {
        if (!_byInode!.TryGetValue(inode, out List<byte[]>? names))
        {
            names = [];
            _byInode.Add(inode, names);
        }

        names.Add(path);
    }
}
