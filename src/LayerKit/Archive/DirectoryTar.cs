
namespace LayerKit.Archive;

/// <summary>A directory as a reproducible tar: the same files give the same bytes on any machine.</summary>
/// <remarks>
/// Members are sorted by their UTF-8 bytes within each directory, owned by 0:0, of one modification time; modes are kept where the system has
/// them, else 0644 and 0755. Symbolic links are kept as they are and never followed. Hard links become files of their own, because which name
/// comes first would be chance. The directory itself is no member, so that its mode does not become the image root's.
/// </remarks>
public static class DirectoryTar
{
    /// <summary>Opens a directory's tar, made while it is read.</summary>
    /// <param name="directory">The directory whose content becomes the layer.</param>
    /// <param name="options">Target path and time; null for root and 1970.</param>
    /// <returns>A forward-only stream that the caller disposes. Reading throws <see cref="IOException"/> when a file changes or cannot be read.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    /// <exception cref="ArgumentException">The target path is not clean: absolute, or with <c>.</c>, <c>..</c> or empty parts.</exception>
    public static Stream Open(string directory, DirectoryTarOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        DirectoryInfo root = new(directory);
        return root.Exists
            ? new DirectoryTarStream(root, options ?? new DirectoryTarOptions())
            : throw new DirectoryNotFoundException($"no directory {directory}");
    }
}
