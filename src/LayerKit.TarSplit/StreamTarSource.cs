namespace LayerKit.TarSplit;

/// <summary>Reads a tar from a stream in large blocks. The stream stays open and belongs to the caller.</summary>
/// <param name="stream">The plain tar, from where it stands.</param>
/// <param name="blockSize">Bytes per block; each block but the last is full.</param>
public sealed class StreamTarSource(Stream stream, int blockSize = 256 * 1024) : TarSource, IDisposable
{
    private readonly byte[] _block = ArrayPool<byte>.Shared.Rent(blockSize);
    private bool _disposed;

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> ReadBlock()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        int length = stream.ReadAtLeast(_block.AsSpan(0, blockSize), blockSize, throwOnEndOfStream: false);
        return _block.AsMemory(0, length);
    }

    /// <summary>Gives the block back; the stream stays open.</summary>
    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            ArrayPool<byte>.Shared.Return(_block);
        }
    }
}
