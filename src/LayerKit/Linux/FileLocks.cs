using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace LayerKit.Linux;

/// <summary>Open-file-description locks on single bytes of a file (fcntl(2), F_OFD_SETLK): the kernel gives them back with the descriptor, so a killed process holds none.</summary>
/// <remarks>.NET's own file locks are of the older kind, which a second stream of one process passes through, and which closing any stream drops.</remarks>
internal static unsafe partial class FileLocks
{
    private const int GetLock = 36;
    private const int SetLock = 37;
    private const int SetLockWait = 38;
    private const short ReadLock = 0;
    private const short WriteLock = 1;
    private const short Unlocked = 2;
    private const int EINTR = 4;
    private const int EACCES = 13;
    private const int EAGAIN = 11;

    /// <summary>True where the kernel has these locks.</summary>
    public static bool IsSupported { get; } = OperatingSystem.IsLinux();

    /// <summary>Locks a byte, waiting for as long as it takes. The thread is blocked in the kernel.</summary>
    public static void Take(SafeFileHandle file, long offset, bool shared) => Check(Set(file, SetLockWait, shared ? ReadLock : WriteLock, offset));

    /// <summary>Locks a byte; false when another descriptor has it.</summary>
    public static bool TryTake(SafeFileHandle file, long offset)
    {
        int error = Set(file, SetLock, WriteLock, offset);
        if (error is EAGAIN or EACCES)
        {
            return false;
        }

        Check(error);
        return true;
    }

    /// <summary>Gives a byte back.</summary>
    public static void Return(SafeFileHandle file, long offset) => Check(Set(file, SetLock, Unlocked, offset));

    /// <summary>True when another descriptor has a lock on a byte.</summary>
    public static bool IsTaken(SafeFileHandle file, long offset)
    {
        Record record = new() { Type = WriteLock, Start = offset, Length = 1 };
        Check(Call(file, GetLock, &record));
        return record.Type != Unlocked;
    }

    private static int Set(SafeFileHandle file, int command, short type, long offset)
    {
        Record record = new() { Type = type, Start = offset, Length = 1 };
        return Call(file, command, &record);
    }

    private static int Call(SafeFileHandle file, int command, Record* record)
    {
        int error;
        do
        {
            error = fcntl(file, command, record) >= 0 ? 0 : Marshal.GetLastPInvokeError();
        }
        while (error == EINTR);
        return error;
    }

    private static void Check(int error)
    {
        if (error != 0)
        {
            throw new IOException($"fcntl of a lock: {Marshal.GetPInvokeErrorMessage(error)}", error);
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fcntl(SafeFileHandle file, int command, Record* record);

    /// <summary>struct flock of 64-bit Linux.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Record
    {
        public short Type;
        public short Whence;
        public long Start;
        public long Length;
        public int Process;
    }
}
