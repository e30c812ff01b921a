namespace LayerKit.Images.Archives;

/// <summary>A regular file in an archive.</summary>
/// <param name="Name">Relative, with forward slashes.</param>
/// <param name="Length">Bytes of content.</param>
/// <param name="Open">Opens the content; whoever asked disposes it.</param>
internal sealed record ArchiveFile(string Name, long Length, Func<Stream> Open)
{
    public static ArchiveFile Of(string name, byte[] content) => new(name, content.Length, () => new MemoryStream(content, writable: false));
}
