namespace LayerKit.Drivers.Content;

/// <summary>A payload that is in memory.</summary>
internal sealed class MemoryPayload(ReadOnlyMemory<byte> bytes) : LayerPayload
{
    private ReadOnlyMemory<byte> _rest = bytes;

    public override long Length { get; } = bytes.Length;

    public override ReadOnlySpan<byte> NextPiece()
    {
        ReadOnlySpan<byte> piece = _rest.Span;
        _rest = default;
        return piece;
    }

    public override int Read(Span<byte> destination)
    {
        int count = Math.Min(destination.Length, _rest.Length);
        _rest.Span[..count].CopyTo(destination);
        _rest = _rest[count..];
        return count;
    }
}
