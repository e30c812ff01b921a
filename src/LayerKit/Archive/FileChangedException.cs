namespace LayerKit.Archive;

/// <summary>A file changed while a tar was made of it.</summary>
public sealed class FileChangedException(string path) : IOException($"{path} changed while it was read")
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;
}
