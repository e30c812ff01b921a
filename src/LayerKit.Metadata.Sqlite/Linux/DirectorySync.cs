using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace LayerKit.Metadata.Sqlite.Linux;

/// <summary>Makes the names in a directory survive a power cut, which .NET offers for files only.</summary>
internal static partial class DirectorySync
{
    // O_RDONLY | O_CLOEXEC (Linux's asm-generic/fcntl.h); elsewhere the second has another value, and is only a courtesy to child processes.
    private static readonly int ReadOnly = OperatingSystem.IsLinux() ? 0x80000 : 0;

    /// <summary>fsync(2) of a directory. Does nothing on Windows, where directories cannot be flushed.</summary>
    /// <exception cref="IOException">The directory cannot be opened or synced.</exception>
    public static void Flush(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using SafeFileHandle directory = Open(path, ReadOnly);
        if (directory.IsInvalid)
        {
            int errno = Marshal.GetLastPInvokeError();
            throw new IOException($"open {path}: {Marshal.GetPInvokeErrorMessage(errno)} (errno {errno})", errno);
        }

        RandomAccess.FlushToDisk(directory);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int flags);
}
