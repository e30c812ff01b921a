namespace LayerKit.Archive;

/// <summary>A directory that was to become a tar has a device, a named pipe or a socket.</summary>
public sealed class SpecialFileException(string path) : IOException($"{path} is a device, a named pipe or a socket")
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;
}
