using System.Text;
using LayerKit.Drivers.Linux;

namespace LayerKit.Drivers.Metadata;

/// <summary>Files and directories with exact modes, whatever the umask; with sync, each member's effect survives a power cut once it returns. Read-only, no directory is made.</summary>
internal sealed class DurableFiles(bool sync, bool readOnly = false)
{
    /// <summary>0700.</summary>
    public const UnixFileMode OwnerDirectory = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>0755.</summary>
    public const UnixFileMode ListedDirectory = OwnerDirectory
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private const UnixFileMode RecordMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly Lock _making = new();

    /// <summary>Opens a new file, 0644. Unbuffered, so that closing it has nothing left to write and nothing left to fail.</summary>
    public static FileStream Create(string path)
    {
        FileStream file = new(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file.SafeFileHandle, RecordMode);
        }

        return file;
    }

    /// <summary>Makes a directory, which need not survive a power cut.</summary>
    public static void CreateDirectory(string path, UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, mode);
        File.SetUnixFileMode(path, mode);
    }

    /// <summary>Makes a directory that may be there already; then its mode is left alone. The one above it has to exist.</summary>
    public void MakeDirectory(string path, UnixFileMode mode)
    {
        if (readOnly)
        {
            return;
        }

        // Whoever finds the directory there relies on it being durable, so it must not be seen before it is.
        lock (_making)
        {
            if (!Directory.Exists(path))
            {
                CreateDirectory(path, mode);
                SyncDirectory(Parent(path));
            }
        }
    }

    /// <summary>Writes a small file.</summary>
    public void Write(string path, string text)
    {
        using FileStream file = Create(path);
        file.Write(Encoding.UTF8.GetBytes(text));
        file.Flush(flushToDisk: sync);
    }

    /// <summary>Renames a directory: when this throws, it has its old name.</summary>
    /// <exception cref="IOException">The target exists, or the rename or its sync failed.</exception>
    public void Move(string source, string target)
    {
        Directory.Move(source, target);
        try
        {
            SyncDirectory(Parent(target));
            if (Parent(source) != Parent(target))
            {
                SyncDirectory(Parent(source));
            }
        }
        catch (IOException failure)
        {
            MoveBack(source, target, failure);
            throw;
        }
    }

    /// <summary>Syncs what was written to a file through a handle that is closed.</summary>
    public void SyncFile(string path)
    {
        if (sync)
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write);
            RandomAccess.FlushToDisk(file);
        }
    }

    /// <summary>Syncs the names in a directory.</summary>
    public void SyncDirectory(string path)
    {
        if (sync)
        {
            DirectorySync.Flush(path);
        }
    }

    private static void MoveBack(string source, string target, IOException failure)
    {
        try
        {
            Directory.Move(target, source);
        }
        catch (IOException undo)
        {
            throw new IOException($"{failure.Message}; renaming {target} back failed too", new AggregateException(failure, undo));
        }
    }

    private static string Parent(string path) => Path.GetDirectoryName(path)!;
}
