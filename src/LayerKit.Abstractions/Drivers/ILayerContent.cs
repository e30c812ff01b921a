namespace LayerKit.Drivers;

/// <summary>Reads a committed layer by path. It owns what it opens until it is disposed, and serves one thread.</summary>
/// <remarks>Paths are clean as in <see cref="LayerEntry"/> and are resolved inside the layer, symbolic links included.</remarks>
public interface ILayerContent : IDisposable
{
    /// <summary>Opens a regular file from its start; the caller disposes the stream.</summary>
    /// <exception cref="FileNotFoundException">The layer has no such file.</exception>
    Stream OpenFile(ReadOnlySpan<byte> path);

    /// <summary>Describes the file at a path without following a link there; false when there is none.</summary>
    /// <remarks>The spans of <paramref name="entry"/> are valid until the next call. Its path is empty: the caller knows it.</remarks>
    bool TryDescribe(ReadOnlySpan<byte> path, out LayerEntry entry);
}
