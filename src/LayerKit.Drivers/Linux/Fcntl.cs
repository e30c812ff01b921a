using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LayerKit.Drivers.Linux;

/// <summary>fcntl.h and linux/openat2.h.</summary>
[SkipLocalsInit]
internal static unsafe partial class Fcntl
{
    public const int ReadOnly = 0;
    public const int WriteOnly = 1;
    public const int ReadWrite = 2;
    public const int Create = 0x40;
    public const int Exclusive = 0x80;
    public const int NonBlocking = 0x800;
    public const int CloseOnExec = 0x80000;
    public const int PathOnly = 0x200000;

    /// <summary>Absolute paths, absolute links and <c>..</c> stay below the directory that a call starts from.</summary>
    public const ulong ResolveInRoot = 0x10;

    /// <summary>A symbolic link anywhere in the path is ELOOP.</summary>
    public const ulong ResolveNoSymlinks = 0x04;

    private const nint OpenAt2Number = 437;

    // These two are among the few flags whose value depends on the architecture.
    public static readonly int Directory = Libc.IsArm64 ? 0x4000 : 0x10000;
    public static readonly int NoFollow = Libc.IsArm64 ? 0x8000 : 0x20000;

    public static int OpenAt(int directory, ReadOnlySpan<byte> name, int flags, int mode = 0)
    {
        CString room;
        byte* text = CString.Copy(name, &room);
        int result;
        do
        {
            result = Libc.Outcome(openat(directory, text, flags | CloseOnExec, mode));
        }
        while (result == -Errno.EINTR);
        return result;
    }

    /// <summary>Opens a path of several parts; an empty one means the directory itself.</summary>
    public static int OpenAt2(int directory, ReadOnlySpan<byte> path, int flags, ulong resolve)
    {
        CString room;
        byte* text = CString.Copy(path.IsEmpty ? "."u8 : path, &room);
        OpenHow how = new() { Flags = (ulong)(flags | CloseOnExec), Resolve = resolve };
        int result;
        do
        {
            // EAGAIN: something was renamed on the system while the kernel checked that ".." stays inside.
            result = Libc.Outcome((int)Libc.Call(OpenAt2Number, directory, (nint)text, (nint)(&how), sizeof(OpenHow)));
        }
        while (result is -Errno.EINTR or -Errno.EAGAIN);
        return result;
    }

    [LibraryImport(Libc.Name, SetLastError = true)]
    private static partial int openat(int directory, byte* path, int flags, int mode);

    private struct OpenHow
    {
        public ulong Flags;
        public ulong Mode;
        public ulong Resolve;
    }
}
