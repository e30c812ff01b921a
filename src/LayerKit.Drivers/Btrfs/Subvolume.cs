using System.Text;
using LayerKit.Drivers.Linux;
using LayerKit.Drivers.Tree;

namespace LayerKit.Drivers.Btrfs;

/// <summary>Subvolumes by their paths.</summary>
internal static class Subvolume
{
    private const int RootMode = 0x1ED;

    /// <summary>Makes an empty one with the usual mode, whatever the umask.</summary>
    public static void Create(string path)
    {
        using OpenDirectory parent = new(Path.GetDirectoryName(path)!);
        NativeException.Check(BtrfsIoctl.Create(parent.Handle, Path.GetFileName(path)), "BTRFS_IOC_SUBVOL_CREATE", Bytes(path));
        using OpenDirectory made = new(path);
        NativeException.Check(SysStat.SetMode(made.Handle, RootMode), "fchmod", Bytes(path));
    }

    /// <summary>Makes one that has what another has, and shares its blocks.</summary>
    public static void Snapshot(string source, string path, bool readOnly = false)
    {
        using OpenDirectory from = new(source);
        using OpenDirectory parent = new(Path.GetDirectoryName(path)!);
        NativeException.Check(BtrfsIoctl.Snapshot(from.Handle, parent.Handle, Path.GetFileName(path), readOnly), "BTRFS_IOC_SNAP_CREATE_V2", Bytes(path));
    }

    /// <summary>Removes one with all that are inside it; what is not there is not an error, and a plain directory is removed like any.</summary>
    public static void Remove(string path, CancellationToken token)
    {
        if (!Directory.Exists(path))
        {
            return;
        }

        token.ThrowIfCancellationRequested();
        using OpenDirectory parent = new(Path.GetDirectoryName(path)!);
        using (OpenDirectory subvolume = new(path))
        {
            NativeException.Check(SysStat.Status(subvolume.Handle, out FileStatus status), "statx", Bytes(path));
            if (status.Inode != BtrfsIoctl.SubvolumeInode)
            {
                TreeRemover.Remove(Libc.CurrentDirectory, Bytes(path), token: token);
                return;
            }

            NativeException.Check(BtrfsIoctl.SubvolumeId(subvolume.Handle, out ulong id), "BTRFS_IOC_INO_LOOKUP", Bytes(path));
            RemoveInside(parent.Handle, id, path, token);
        }

        NativeException.Check(BtrfsIoctl.Destroy(parent.Handle, Path.GetFileName(path)), "BTRFS_IOC_SNAP_DESTROY", Bytes(path));
    }

    /// <summary>Makes and removes one, to see whether we may.</summary>
    /// <returns>What failed, as a sentence; null when nothing did.</returns>
    public static string? Try(string directory)
    {
        string path = Path.Combine(directory, $".layerkit-probe-{Guid.NewGuid():N}");
        try
        {
            Create(path);
            Remove(path, CancellationToken.None);
            return null;
        }
        catch (IOException e)
        {
            if (Directory.Exists(path))
            {
                Directory.Delete(path);
            }

            return e.Message;
        }
    }

    // Whoever works in an RW layer can make subvolumes there, at any depth; btrfs refuses to remove one that has others in it.
    private static void RemoveInside(int anywhere, ulong id, string path, CancellationToken token)
    {
        List<ulong> children = [];
        NativeException.Check(BtrfsIoctl.Children(anywhere, id, children), "BTRFS_IOC_TREE_SEARCH", Bytes(path));
        foreach (ulong child in children)
        {
            token.ThrowIfCancellationRequested();
            RemoveInside(anywhere, child, path, token);
            NativeException.Check(BtrfsIoctl.DestroyById(anywhere, child), "BTRFS_IOC_SNAP_DESTROY_V2", Bytes(path));
        }
    }

    private static byte[] Bytes(string path) => Encoding.UTF8.GetBytes(path);
}
