using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LayerKit.Drivers.Linux;

/// <summary>sys/xattr.h. The calls by path do not follow a link at its end.</summary>
[SkipLocalsInit]
internal static unsafe partial class SysXattr
{
    public static int Set(int file, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        CString room;
        fixed (byte* bytes = value)
        {
            return Libc.Outcome(fsetxattr(file, CString.Copy(name, &room), bytes, (nuint)value.Length, 0));
        }
    }

    public static int SetOfPath(ReadOnlySpan<byte> path, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        CString room;
        CString pathRoom;
        fixed (byte* bytes = value)
        {
            return Libc.Outcome(lsetxattr(CString.Copy(path, &pathRoom), CString.Copy(name, &room), bytes, (nuint)value.Length, 0));
        }
    }

    public static int RemoveOfPath(ReadOnlySpan<byte> path, ReadOnlySpan<byte> name)
    {
        CString room;
        CString pathRoom;
        return Libc.Outcome(lremovexattr(CString.Copy(path, &pathRoom), CString.Copy(name, &room)));
    }

    /// <summary>Lists names, each with a NUL after it; an empty buffer asks for the length.</summary>
    public static int ListOfPath(ReadOnlySpan<byte> path, Span<byte> names)
    {
        CString room;
        fixed (byte* start = names)
        {
            return Libc.Outcome((int)llistxattr(CString.Copy(path, &room), start, (nuint)names.Length));
        }
    }

    /// <summary>Reads a value; an empty buffer asks for its length.</summary>
    public static int GetOfPath(ReadOnlySpan<byte> path, ReadOnlySpan<byte> name, Span<byte> value)
    {
        CString room;
        CString pathRoom;
        fixed (byte* start = value)
        {
            return Libc.Outcome((int)lgetxattr(CString.Copy(path, &pathRoom), CString.Copy(name, &room), start, (nuint)value.Length));
        }
    }

    /// <summary>As <see cref="GetOfPath"/>, of an open file.</summary>
    public static int Get(int file, ReadOnlySpan<byte> name, Span<byte> value)
    {
        CString room;
        fixed (byte* start = value)
        {
            return Libc.Outcome((int)fgetxattr(file, CString.Copy(name, &room), start, (nuint)value.Length));
        }
    }

    /// <summary>As <see cref="ListOfPath"/>, of an open file.</summary>
    public static int List(int file, Span<byte> names)
    {
        fixed (byte* start = names)
        {
            return Libc.Outcome((int)flistxattr(file, start, (nuint)names.Length));
        }
    }

    [LibraryImport(Libc.Name, SetLastError = true)]
    private static partial int fsetxattr(int file, byte* name, byte* value, nuint size, int flags);

    [LibraryImport(Libc.Name, SetLastError = true)]
    private static partial int lsetxattr(byte* path, byte* name, byte* value, nuint size, int flags);

    [LibraryImport(Libc.Name, SetLastError = true)]
    private static partial int lremovexattr(byte* path, byte* name);

    [LibraryImport(Libc.Name, SetLastError = true)]
    private static partial nint llistxattr(byte* path, byte* names, nuint size);

    [LibraryImport(Libc.Name, SetLastError = true)]
    private static partial nint lgetxattr(byte* path, byte* name, byte* value, nuint size);

    [LibraryImport(Libc.Name, SetLastError = true)]
    private static partial nint fgetxattr(int file, byte* name, byte* value, nuint size);

    [LibraryImport(Libc.Name, SetLastError = true)]
    private static partial nint flistxattr(int file, byte* names, nuint size);
}
