using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LayerKit.Drivers.Linux;

/// <summary>sys/mount.h, old calls and new.</summary>
[SkipLocalsInit]
internal static unsafe partial class SysMount
{
    public const uint AttributeReadOnly = 0x1;

    private const nint OpenTreeNumber = 428;
    private const nint MoveMountNumber = 429;
    private const nint OpenContextNumber = 430;
    private const nint ConfigureNumber = 431;
    private const nint MountContextNumber = 432;
    private const int CloseOnExecFlag = 1;
    private const int SetString = 1;
    private const int SetHandle = 5;
    private const int CreateCommand = 6;
    private const int MoveFromEmptyPath = 0x4;
    private const int CloneTree = 1;
    private const nuint ReadOnlyFlag = 0x1;
    private const int Detach = 0x2;
    private const int NoFollow = 0x8;

    /// <summary>Starts a mount of a kind of file system (fsopen); what the kernel says of it can be read from the result.</summary>
    public static int OpenContext(ReadOnlySpan<byte> fileSystem)
    {
        CString room;
        return Libc.Outcome((int)Libc.Call(OpenContextNumber, (nint)CString.Copy(fileSystem, &room), CloseOnExecFlag, 0, 0));
    }

    /// <summary>Sets a parameter to a text of at most 255 bytes.</summary>
    public static int Configure(int context, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        CString room;
        CString keyRoom;
        return Configure(context, SetString, CString.Copy(key, &keyRoom), CString.Copy(value, &room), 0);
    }

    /// <summary>Sets a parameter that has no value.</summary>
    public static int ConfigureFlag(int context, ReadOnlySpan<byte> key)
    {
        CString room;
        return Configure(context, 0, CString.Copy(key, &room), null, 0);
    }

    /// <summary>Sets a parameter to an open file, so that its path may be of any length and have any characters.</summary>
    public static int ConfigureHandle(int context, ReadOnlySpan<byte> key, int file)
    {
        CString room;
        return Configure(context, SetHandle, CString.Copy(key, &room), null, file);
    }

    /// <summary>Makes the file system that was configured.</summary>
    public static int Create(int context) => Configure(context, CreateCommand, null, null, 0);

    /// <summary>Gives a file system that was made a mount that is attached nowhere; it lasts while the result is open.</summary>
    public static int MountContext(int context, uint attributes) =>
        Libc.Outcome((int)Libc.Call(MountContextNumber, context, CloseOnExecFlag, (nint)attributes, 0));

    /// <summary>Attaches a detached mount to an absolute path.</summary>
    public static int Attach(int mount, ReadOnlySpan<byte> path)
    {
        CString room;
        byte empty = 0;
        return Libc.Outcome((int)Libc.Call(MoveMountNumber, mount, (nint)(&empty), Libc.CurrentDirectory, (nint)CString.Copy(path, &room), MoveFromEmptyPath));
    }

    /// <summary>A detached copy of the mount at an absolute path.</summary>
    public static int Clone(ReadOnlySpan<byte> path)
    {
        CString room;
        return Libc.Outcome((int)Libc.Call(OpenTreeNumber, Libc.CurrentDirectory, (nint)CString.Copy(path, &room), CloneTree | Fcntl.CloseOnExec, 0));
    }

    /// <summary>Mounts by one line of options, of less than a page (mount(2)).</summary>
    public static int Mount(ReadOnlySpan<byte> source, ReadOnlySpan<byte> target, ReadOnlySpan<byte> type, bool readOnly, byte[] options)
    {
        CString sourceRoom;
        CString targetRoom;
        CString typeRoom;
        fixed (byte* text = (byte[])[.. options, 0])
        {
            return Libc.Outcome(mount(
                CString.Copy(source, &sourceRoom), CString.Copy(target, &targetRoom), CString.Copy(type, &typeRoom), readOnly ? ReadOnlyFlag : 0, text));
        }
    }

    /// <summary>Takes the uppermost mount off a path at once; files that are open in it stay usable.</summary>
    public static int Unmount(ReadOnlySpan<byte> path)
    {
        CString room;
        return Libc.Outcome(umount2(CString.Copy(path, &room), Detach | NoFollow));
    }

    private static int Configure(int context, int command, byte* key, byte* value, int file) =>
        Libc.Outcome((int)Libc.Call(ConfigureNumber, context, command, (nint)key, (nint)value, file));

    [LibraryImport(Libc.Name, SetLastError = true)]
    private static partial int mount(byte* source, byte* target, byte* type, nuint flags, byte* options);

    [LibraryImport(Libc.Name, SetLastError = true)]
    private static partial int umount2(byte* target, int flags);
}
