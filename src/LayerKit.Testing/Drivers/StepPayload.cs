using LayerKit.Drivers;

namespace LayerKit.Testing.Drivers;

/// <summary>The content of a file from memory, in pieces of a size that divides nothing, perhaps with holes.</summary>
internal sealed class StepPayload(byte[] bytes, long? length = null, LayerExtent[]? extents = null) : LayerPayload
{
    private const int PieceSize = 3001;

    private int _position;

    public override long Length => length ?? bytes.Length;

    public override IReadOnlyList<LayerExtent> Extents => extents ?? base.Extents;

    // A piece never reaches over the end of an extent: the next bytes belong elsewhere in the file.
    public override ReadOnlySpan<byte> NextPiece()
    {
        long before = 0;
        foreach (LayerExtent extent in Extents)
        {
            if (_position < before + extent.Length)
            {
                return Take((int)Math.Min(PieceSize, before + extent.Length - _position));
            }

            before += extent.Length;
        }

        return default;
    }

    public override int Read(Span<byte> destination)
    {
        ReadOnlySpan<byte> piece = Take(Math.Min(destination.Length, bytes.Length - _position));
        piece.CopyTo(destination);
        return piece.Length;
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        ReadOnlySpan<byte> piece = bytes.AsSpan(_position, count);
        _position += count;
        return piece;
    }
}
