namespace LayerKit.TarSplit;

/// <summary>Where the bytes of a plain (uncompressed) tar come from, block by block and without copying.</summary>
public abstract class TarSource
{
    /// <summary>The next bytes of the tar, of any length; empty at the end and on every call after it. Valid until the next call.</summary>
    /// <exception cref="IOException">The bytes cannot be read.</exception>
    public abstract ReadOnlyMemory<byte> ReadBlock();
}
