using System.Runtime.InteropServices;

namespace LayerKit.Drivers.Linux;

/// <summary>sys/file.h.</summary>
internal static partial class SysFile
{
    private const int Shared = 1;
    private const int Exclusive = 2;
    private const int NonBlocking = 4;

    /// <summary>Waits until nobody else has a lock on the file; closing it gives the lock back, as does the end of the process.</summary>
    public static int Lock(int file) => Retry(file, Exclusive);

    /// <summary>Waits until nobody else has the file alone.</summary>
    public static int LockShared(int file) => Retry(file, Shared);

    /// <summary>Takes the lock if nobody else has any; EAGAIN otherwise. A shared lock that the file had is given up first.</summary>
    public static int TryLock(int file) => Retry(file, Exclusive | NonBlocking);

    private static int Retry(int file, int operation)
    {
        int result;
        do
        {
            result = Libc.Outcome(flock(file, operation));
        }
        while (result == -Errno.EINTR);
        return result;
    }

    [LibraryImport(Libc.Name, SetLastError = true)]
    private static partial int flock(int file, int operation);
}
