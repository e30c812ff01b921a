using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace LayerKit.Testing.Linux;

/// <summary>The few calls that read any tree, whatever bytes its names are; none of them follows a link at the end of a path.</summary>
/// <remarks>Paths are text in which each character is one byte (Latin-1), so that every path of Linux has one.</remarks>
internal static unsafe partial class Posix
{
    // MNT_DETACH.
    private const int Detach = 2;
    private const int CurrentDirectory = -100;
    private const int NoFollow = 0x100;
    private const int BasicStats = 0x7FF;
    private const int ErrorNoData = 61;
    private const int ErrorNotSupported = 95;
    private const int PathMax = 4096;
    private const int XattrMax = 64 * 1024;
    private const int NameInDirent = 19;
    private const int OpenFlags = 0x80000;

    // The machine's policy gives it to every file, whatever a layer says.
    private const string SystemLabel = "security.selinux";

    /// <summary>Bytes of a path that is text for .NET, as this class writes paths.</summary>
    public static string FromText(string path) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(path));

    public static FileStatus Status(string path)
    {
        FileStatus status;
        fixed (byte* name = Terminated(path))
        {
            Check(statx(CurrentDirectory, name, NoFollow, BasicStats, &status), "statx", path);
        }

        return status;
    }

    public static string ReadLink(string path)
    {
        byte[] target = new byte[PathMax];
        fixed (byte* name = Terminated(path), room = target)
        {
            long length = Check(readlink(name, room, PathMax), "readlink", path);
            return Encoding.Latin1.GetString(target, 0, (int)length);
        }
    }

    /// <summary>The names in a directory, sorted by their bytes.</summary>
    public static List<string> Names(string path)
    {
        List<string> names = [];
        fixed (byte* name = Terminated(path))
        {
            nint directory = opendir(name);
            Check(directory == 0 ? -1 : 0, "opendir", path);
            for (byte* item = readdir(directory); item is not null; item = readdir(directory))
            {
                string text = Encoding.Latin1.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(item + NameInDirent));
                if (text is not ("." or ".."))
                {
                    names.Add(text);
                }
            }

            _ = closedir(directory);
        }

        names.Sort(StringComparer.Ordinal);
        return names;
    }

    /// <summary>Extended attributes as <c>name=value</c>, sorted; values are text of one byte per character too.</summary>
    public static List<string> Xattrs(string path)
    {
        byte[] list = new byte[XattrMax];
        List<string> xattrs = [];
        fixed (byte* name = Terminated(path), room = list)
        {
            long length = llistxattr(name, room, XattrMax);
            if (length < 0 && Marshal.GetLastPInvokeError() == ErrorNotSupported)
            {
                return xattrs;
            }

            Check(length, "llistxattr", path);
            foreach (string xattr in Encoding.Latin1.GetString(list, 0, (int)length).Split('\0', StringSplitOptions.RemoveEmptyEntries))
            {
                if (xattr != SystemLabel)
                {
                    xattrs.Add($"{xattr}={Xattr(path, xattr)}");
                }
            }
        }

        xattrs.Sort(StringComparer.Ordinal);
        return xattrs;
    }

    public static void SetXattr(string path, string xattr, string value)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(value);
        fixed (byte* name = Terminated(path), key = Terminated(xattr), content = bytes)
        {
            Check(lsetxattr(name, key, content, (nuint)bytes.Length, 0), "lsetxattr", path);
        }
    }

    public static void ChangeOwner(string path, uint user, uint group)
    {
        fixed (byte* name = Terminated(path))
        {
            Check(lchown(name, user, group), "lchown", path);
        }
    }

    /// <summary>Sets the mode of what a path leads to.</summary>
    public static void ChangeMode(string path, int mode)
    {
        fixed (byte* name = Terminated(path))
        {
            Check(chmod(name, mode), "chmod", path);
        }
    }

    public static SafeFileHandle OpenRead(string path)
    {
        fixed (byte* name = Terminated(path))
        {
            return new SafeFileHandle((nint)Check(open(name, OpenFlags), "open", path), ownsHandle: true);
        }
    }

    /// <summary>Removes a tree with all that is in it.</summary>
    public static void RemoveTree(string path)
    {
        bool isDirectory = Status(path).IsDirectory;
        foreach (string child in isDirectory ? Names(path) : [])
        {
            RemoveTree($"{path}/{child}");
        }

        fixed (byte* name = Terminated(path))
        {
            Check(isDirectory ? rmdir(name) : unlink(name), isDirectory ? "rmdir" : "unlink", path);
        }
    }

    public static void Mount(string type, string path, string options)
    {
        fixed (byte* source = Terminated("layerkit"), target = Terminated(path), kind = Terminated(type), text = Terminated(options))
        {
            Check(mount(source, target, kind, 0, text), "mount", path);
        }
    }

    /// <summary>Takes a mount off at once. What is open on it, if only by a process that is about to become another program, goes with its last handle.</summary>
    public static void Unmount(string path)
    {
        fixed (byte* target = Terminated(path))
        {
            Check(umount2(target, Detach), "umount2", path);
        }
    }

    private static string Xattr(string path, string xattr)
    {
        byte[] value = new byte[XattrMax];
        fixed (byte* name = Terminated(path), key = Terminated(xattr), room = value)
        {
            long length = lgetxattr(name, key, room, XattrMax);
            bool isGone = length < 0 && Marshal.GetLastPInvokeError() is ErrorNoData or ErrorNotSupported;
            return isGone ? "" : Encoding.Latin1.GetString(value, 0, (int)Check(length, "lgetxattr", path));
        }
    }

    private static byte[] Terminated(string text) => Encoding.Latin1.GetBytes(text + "\0");

    private static long Check(long result, string call, string path)
    {
        if (result >= 0)
        {
            return result;
        }

        int error = Marshal.GetLastPInvokeError();
        throw new IOException($"{call} {path}: {new Win32Exception(error).Message} (errno {error})", error);
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int statx(int directory, byte* path, int flags, uint mask, FileStatus* status);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint readlink(byte* path, byte* target, nuint size);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint opendir(byte* path);

    [LibraryImport("libc", SetLastError = true)]
    private static partial byte* readdir(nint directory);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int closedir(nint directory);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint llistxattr(byte* path, byte* list, nuint size);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint lgetxattr(byte* path, byte* name, byte* value, nuint size);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int lsetxattr(byte* path, byte* name, byte* value, nuint size, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int lchown(byte* path, uint user, uint group);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int chmod(byte* path, int mode);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int open(byte* path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int unlink(byte* path);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int rmdir(byte* path);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int mount(byte* source, byte* target, byte* type, nuint flags, byte* options);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int umount2(byte* target, int flags);
}
