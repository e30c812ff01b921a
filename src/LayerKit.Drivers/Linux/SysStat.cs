using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LayerKit.Drivers.Linux;

/// <summary>sys/stat.h.</summary>
[SkipLocalsInit]
internal static unsafe partial class SysStat
{
    public const int TypeFifo = 0x1000;
    public const int TypeCharacter = 0x2000;
    public const int TypeDirectory = 0x4000;
    public const int TypeBlock = 0x6000;
    public const int TypeRegular = 0x8000;
    public const int TypeSymlink = 0xA000;
    public const int TypeSocket = 0xC000;

    private const int SymlinkNoFollow = 0x100;
    private const int EmptyPath = 0x1000;
    private const uint BasicStats = 0x7FF;
    private const long Omit = 0x3FFFFFFE;

    private static readonly nint MakeNodeNumber = Libc.IsArm64 ? 33 : 259;

    /// <summary>Looks at a name without following a link there.</summary>
    public static int StatusAt(int directory, ReadOnlySpan<byte> name, out FileStatus status)
    {
        CString room;
        return Status(directory, CString.Copy(name, &room), SymlinkNoFollow, out status);
    }

    /// <summary>Looks at an open file.</summary>
    public static int Status(int file, out FileStatus status)
    {
        byte empty = 0;
        return Status(file, &empty, EmptyPath, out status);
    }

    public static int MakeDirectoryAt(int directory, ReadOnlySpan<byte> name, int mode)
    {
        CString room;
        return Libc.Outcome(mkdirat(directory, CString.Copy(name, &room), mode));
    }

    /// <summary>Makes a device or a named pipe. Device numbers that the kernel cannot hold (12 and 20 bits) are EINVAL.</summary>
    public static int MakeNodeAt(int directory, ReadOnlySpan<byte> name, int mode, uint major, uint minor)
    {
        if (major > 0xFFF || minor > 0xFFFFF)
        {
            return -Errno.EINVAL;
        }

        CString room;
        uint device = (minor & 0xFF) | (major << 8) | ((minor & ~0xFFu) << 12);
        return Libc.Outcome((int)Libc.Call(MakeNodeNumber, directory, (nint)CString.Copy(name, &room), mode, (nint)device));
    }

    public static int SetMode(int file, int mode) => Libc.Outcome(fchmod(file, mode));

    /// <summary>Sets the mode of what an absolute path names, following links.</summary>
    public static int SetModeOfPath(ReadOnlySpan<byte> path, int mode)
    {
        CString room;
        return Libc.Outcome(fchmodat(Libc.CurrentDirectory, CString.Copy(path, &room), mode, 0));
    }

    /// <summary>Sets the time of modification of an open file; the access time stays.</summary>
    public static int SetTime(int file, UnixTime time)
    {
        TimeSpec* times = stackalloc TimeSpec[2];
        times[0] = new TimeSpec(0, Omit);
        times[1] = new TimeSpec(time.Seconds, time.Nanoseconds);
        return Libc.Outcome(futimens(file, times));
    }

    /// <summary>As <see cref="SetTime"/>, of a name and not of what a link there points to.</summary>
    public static int SetTimeAt(int directory, ReadOnlySpan<byte> name, UnixTime time)
    {
        CString room;
        TimeSpec* times = stackalloc TimeSpec[2];
        times[0] = new TimeSpec(0, Omit);
        times[1] = new TimeSpec(time.Seconds, time.Nanoseconds);
        return Libc.Outcome(utimensat(directory, CString.Copy(name, &room), times, SymlinkNoFollow));
    }

    private static int Status(int directory, byte* name, int flags, out FileStatus status)
    {
        fixed (FileStatus* target = &status)
        {
            int result;
            do
            {
                result = Libc.Outcome(statx(directory, name, flags, BasicStats, target));
            }
            while (result == -Errno.EINTR);
            return result;
        }
    }

    [LibraryImport(Libc.Name, SetLastError = true)]
    private static partial int statx(int directory, byte* path, int flags, uint mask, FileStatus* status);

    [LibraryImport(Libc.Name, SetLastError = true)]
    private static partial int mkdirat(int directory, byte* path, int mode);

    [LibraryImport(Libc.Name, SetLastError = true)]
    private static partial int fchmod(int file, int mode);

    [LibraryImport(Libc.Name, SetLastError = true)]
    private static partial int fchmodat(int directory, byte* path, int mode, int flags);

    [LibraryImport(Libc.Name, SetLastError = true)]
    private static partial int futimens(int file, TimeSpec* times);

    [LibraryImport(Libc.Name, SetLastError = true)]
    private static partial int utimensat(int directory, byte* path, TimeSpec* times, int flags);

    private readonly record struct TimeSpec(long Seconds, long Nanoseconds);
}
