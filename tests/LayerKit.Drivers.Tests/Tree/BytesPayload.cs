namespace LayerKit.Drivers.Tests.Tree;

/// <summary>A payload from memory in small pieces, perhaps with holes.</summary>
internal sealed class BytesPayload(byte[] bytes, long? length = null, LayerExtent[]? extents = null) : LayerPayload
{
    private const int PieceSize = 4096;

    private int _position;

    public override long Length => length ?? bytes.Length;

    public override IReadOnlyList<LayerExtent> Extents => extents ?? base.Extents;

    public override ReadOnlySpan<byte> NextPiece()
    {
        ReadOnlySpan<byte> piece = bytes.AsSpan(_position, Math.Min(PieceSize, bytes.Length - _position));
        _position += piece.Length;
        return piece;
    }

    public override int Read(Span<byte> destination)
    {
        ReadOnlySpan<byte> rest = bytes.AsSpan(_position);
        rest = rest[..Math.Min(rest.Length, destination.Length)];
        rest.CopyTo(destination);
        _position += rest.Length;
        return rest.Length;
    }
}
