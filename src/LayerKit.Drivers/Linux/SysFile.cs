using System.Runtime.InteropServices;

namespace LayerKit.Drivers.Linux;

/// <summary>sys/file.h.</summary>
internal static partial class SysFile
{
    private const int Exclusive = 2;

    /// <summary>Waits until nobody else has an exclusive lock on the file; closing it gives the lock back, as does the end of the process.</summary>
    public static int Lock(int file)
    {
        int result;
        do
        {
            result = Libc.Outcome(flock(file, Exclusive));
        }
        while (result == -Errno.EINTR);
        return result;
    }

    [LibraryImport(Libc.Name, SetLastError = true)]
    private static partial int flock(int file, int operation);
}
