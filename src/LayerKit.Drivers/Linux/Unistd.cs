using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LayerKit.Drivers.Linux;

/// <summary>unistd.h, and renameat of stdio.h.</summary>
[SkipLocalsInit]
internal static unsafe partial class Unistd
{
    private const int RemoveDirectory = 0x200;
    private const int SymlinkNoFollow = 0x100;
    private const int NoReplace = 1;

    private static readonly nint RenameAt2Number = Libc.IsArm64 ? 276 : 316;

    /// <summary>Where in lseek: from the start, the next data, the next hole.</summary>
    public const int SeekSet = 0;
    public const int SeekFromData = 3;
    public const int SeekFromHole = 4;

    public static uint EffectiveUserId => geteuid();

    public static uint EffectiveGroupId => getegid();

    public static int LinkAt(int directory, ReadOnlySpan<byte> name, int newDirectory, ReadOnlySpan<byte> newName)
    {
        CString room;
        CString newRoom;
        return Libc.Outcome(linkat(directory, CString.Copy(name, &room), newDirectory, CString.Copy(newName, &newRoom), 0));
    }

    public static int SymlinkAt(ReadOnlySpan<byte> target, int directory, ReadOnlySpan<byte> name)
    {
        CString targetRoom;
        CString room;
        return Libc.Outcome(symlinkat(CString.Copy(target, &targetRoom), directory, CString.Copy(name, &room)));
    }

    public static int UnlinkAt(int directory, ReadOnlySpan<byte> name)
    {
        CString room;
        return Libc.Outcome(unlinkat(directory, CString.Copy(name, &room), 0));
    }

    public static int RemoveDirectoryAt(int directory, ReadOnlySpan<byte> name)
    {
        CString room;
        return Libc.Outcome(unlinkat(directory, CString.Copy(name, &room), RemoveDirectory));
    }

    public static int SetOwner(int file, uint userId, uint groupId) => Libc.Outcome(fchown(file, userId, groupId));

    /// <summary>Sets the owner of a name and not of what a link there points to.</summary>
    public static int SetOwnerAt(int directory, ReadOnlySpan<byte> name, uint userId, uint groupId)
    {
        CString room;
        return Libc.Outcome(fchownat(directory, CString.Copy(name, &room), userId, groupId, SymlinkNoFollow));
    }

    /// <summary>Reads a link's target and returns its length; a full buffer may have cut it.</summary>
    public static int ReadLinkAt(int directory, ReadOnlySpan<byte> name, Span<byte> target)
    {
        CString room;
        fixed (byte* start = target)
        {
            return Libc.Outcome((int)readlinkat(directory, CString.Copy(name, &room), start, (nuint)target.Length));
        }
    }

    public static int RenameAt(int directory, ReadOnlySpan<byte> name, int newDirectory, ReadOnlySpan<byte> newName)
    {
        CString room;
        CString newRoom;
        return Libc.Outcome(renameat(directory, CString.Copy(name, &room), newDirectory, CString.Copy(newName, &newRoom)));
    }

    /// <summary>As <see cref="RenameAt"/>, but EEXIST when there is something at the new name.</summary>
    public static int RenameNewAt(int directory, ReadOnlySpan<byte> name, int newDirectory, ReadOnlySpan<byte> newName)
    {
        CString room;
        CString newRoom;
        return Libc.Outcome((int)Libc.Call(
            RenameAt2Number, directory, (nint)CString.Copy(name, &room), newDirectory, (nint)CString.Copy(newName, &newRoom), NoReplace));
    }

    /// <summary>Reads at an offset, as much as there is at once; 0 at the end.</summary>
    public static int Read(int file, Span<byte> bytes, long offset)
    {
        fixed (byte* start = bytes)
        {
            long result;
            do
            {
                result = Libc.Outcome(pread(file, start, (nuint)bytes.Length, offset));
            }
            while (result == -Errno.EINTR);
            return (int)result;
        }
    }

    /// <summary>Reads what comes next, of a file that has no offsets.</summary>
    public static int ReadNext(int file, Span<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            long result;
            do
            {
                result = Libc.Outcome(read(file, start, (nuint)bytes.Length));
            }
            while (result == -Errno.EINTR);
            return (int)result;
        }
    }

    /// <summary>Writes all bytes at an offset.</summary>
    public static int WriteAll(int file, ReadOnlySpan<byte> bytes, long offset)
    {
        fixed (byte* start = bytes)
        {
            nint done = 0;
            while (done < bytes.Length)
            {
                long result = Libc.Outcome(pwrite(file, start + done, (nuint)(bytes.Length - done), offset + done));
                if (result < 0 && result != -Errno.EINTR)
                {
                    return (int)result;
                }

                done += (nint)Math.Max(result, 0);
            }
        }

        return 0;
    }

    public static int SetLength(int file, long length)
    {
        int result;
        do
        {
            result = Libc.Outcome(ftruncate(file, length));
        }
        while (result == -Errno.EINTR);
        return result;
    }

    public static long Seek(int file, long offset, int whence) => Libc.Outcome(lseek(file, offset, whence));

    /// <summary>Lets the file system copy a stretch between two files; returns how much it copied, 0 at the end of the source.</summary>
    public static long CopyRange(int source, long offset, int target, long length)
    {
        long from = offset;
        long to = offset;
        long result;
        do
        {
            result = Libc.Outcome(copy_file_range(source, &from, target, &to, (nuint)length, 0));
        }
        while (result == -Errno.EINTR);
        return result;
    }

    /// <summary>Brings the whole file system that a file is on to stable storage.</summary>
    public static int SyncFileSystem(int file) => Libc.Outcome(syncfs(file));

    /// <summary>Closes a file. It is closed even when this reports an error, EINTR included, so there is nothing to retry.</summary>
    public static int Close(int file) => Libc.Outcome(close(file));

    [LibraryImport(Libc.Name)]
    private static partial uint geteuid();

    [LibraryImport(Libc.Name)]
    private static partial uint getegid();

    [LibraryImport(Libc.Name, SetLastError = true)]
    private static partial int linkat(int directory, byte* path, int newDirectory, byte* newPath, int flags);

    [LibraryImport(Libc.Name, SetLastError = true)]
    private static partial int symlinkat(byte* target, int directory, byte* path);

    [LibraryImport(Libc.Name, SetLastError = true)]
    private static partial int unlinkat(int directory, byte* path, int flags);

    [LibraryImport(Libc.Name, SetLastError = true)]
    private static partial int fchown(int file, uint userId, uint groupId);

    [LibraryImport(Libc.Name, SetLastError = true)]
    private static partial int fchownat(int directory, byte* path, uint userId, uint groupId, int flags);

    [LibraryImport(Libc.Name, SetLastError = true)]
    private static partial nint readlinkat(int directory, byte* path, byte* target, nuint size);

    [LibraryImport(Libc.Name, SetLastError = true)]
    private static partial int renameat(int directory, byte* path, int newDirectory, byte* newPath);

    [LibraryImport(Libc.Name, SetLastError = true)]
    private static partial nint read(int file, byte* bytes, nuint count);

    [LibraryImport(Libc.Name, SetLastError = true)]
    private static partial nint pread(int file, byte* bytes, nuint count, long offset);

    [LibraryImport(Libc.Name, SetLastError = true)]
    private static partial nint pwrite(int file, byte* bytes, nuint count, long offset);

    [LibraryImport(Libc.Name, SetLastError = true)]
    private static partial int ftruncate(int file, long length);

    [LibraryImport(Libc.Name, SetLastError = true)]
    private static partial long lseek(int file, long offset, int whence);

    [LibraryImport(Libc.Name, SetLastError = true)]
    private static partial nint copy_file_range(int source, long* from, int target, long* to, nuint length, uint flags);

    [LibraryImport(Libc.Name, SetLastError = true)]
    private static partial int syncfs(int file);

    [LibraryImport(Libc.Name, SetLastError = true)]
    private static partial int close(int file);
}
