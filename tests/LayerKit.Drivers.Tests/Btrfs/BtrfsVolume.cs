using LayerKit.Drivers.Tests.Tree;

namespace LayerKit.Drivers.Tests.Btrfs;

/// <summary>A real btrfs on a loop device, for all tests of the collection.</summary>
/// <remarks>The image loses its name at once and the loop device is let go with the mount, so that nothing outlives the mount.</remarks>
public sealed class BtrfsVolume : IDisposable
{
    // In memory where there is such a place. mkfs.btrfs wants 109 MB at least; the image is sparse.
    private readonly TempRoot _temp = new(Directory.Exists("/dev/shm") ? "/dev/shm" : null);

    public BtrfsVolume()
    {
        Directory.CreateDirectory(Path);
        Shell.Run("truncate -s 512M \"$1\"; mkfs.btrfs -q \"$1\"; mount -o loop \"$1\" \"$2\"; rm \"$1\"", _temp["image"], Path);
    }

    public string Path => _temp["volume"];

    public void Dispose()
    {
        try
        {
            Shell.Run("umount \"$1\" || umount -l \"$1\"", Path);
        }
        finally
        {
            _temp.Dispose();
        }
    }

    /// <summary>A new directory on the volume.</summary>
    internal string NewDirectory() => Directory.CreateDirectory(System.IO.Path.Combine(Path, Guid.NewGuid().ToString("N")[..12])).FullName;
}
