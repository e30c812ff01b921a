using System.Globalization;
using LayerKit.Testing.Linux;

namespace LayerKit.Testing.Drivers;

/// <summary>A file system in memory that is soon full, so that every write of a driver fails once (ENOSPC). Linux, and the right to mount.</summary>
public sealed class SmallFileSystem : IDisposable
{
    /// <summary>Mounts it; <see cref="Dispose"/> takes it off with all that is on it.</summary>
    /// <param name="path">An empty directory.</param>
    /// <param name="bytes">How much fits, in bytes, or 0 for no limit.</param>
    /// <param name="files">How many files, directories and links fit, or 0 for no limit.</param>
    /// <exception cref="IOException">It cannot be mounted.</exception>
    public SmallFileSystem(string path, long bytes, long files)
    {
        Path = path;
        Posix.Mount("tmpfs", Posix.FromText(path), string.Create(CultureInfo.InvariantCulture, $"size={bytes},nr_inodes={files}"));
    }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Unmounts it; what is still open on it goes with its last handle.</summary>
    /// <exception cref="IOException">It is not mounted.</exception>
    public void Dispose() => Posix.Unmount(Posix.FromText(Path));
}
