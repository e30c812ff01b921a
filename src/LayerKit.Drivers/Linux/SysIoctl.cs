using System.Runtime.InteropServices;

namespace LayerKit.Drivers.Linux;

/// <summary>sys/ioctl.h with the request of linux/fs.h that copies by sharing blocks.</summary>
internal static partial class SysIoctl
{
    private const nuint CloneRequest = 0x40049409;

    /// <summary>Makes an empty file share all blocks of another (FICLONE).</summary>
    public static int Clone(int source, int target)
    {
        int result;
        do
        {
            result = Libc.Outcome(ioctl(target, CloneRequest, source));
        }
        while (result == -Errno.EINTR);
        return result;
    }

    [LibraryImport(Libc.Name, SetLastError = true)]
    private static partial int ioctl(int file, nuint request, nint argument);
}
