using System.Text;
using LayerKit.Drivers;

namespace LayerKit.Testing.Drivers;

/// <summary>The content of a file that can be read up to some place and then throws, as that of a tar which breaks off.</summary>
/// <param name="length">Bytes that the content claims to have.</param>
/// <param name="readable">Bytes that can be read, all of them <c>x</c>.</param>
/// <param name="failure">What is thrown then.</param>
public sealed class FailingPayload(long length, long readable, Exception failure) : LayerPayload
{
    private static readonly byte[] Piece = Encoding.ASCII.GetBytes(new string('x', 4096));

    private long _left = readable;

    /// <inheritdoc/>
    public override long Length => length;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> NextPiece() => Take(Piece.Length);

    /// <inheritdoc/>
    public override int Read(Span<byte> destination)
    {
        ReadOnlySpan<byte> piece = Take(Math.Min(destination.Length, Piece.Length));
        piece.CopyTo(destination);
        return piece.Length;
    }

    private ReadOnlySpan<byte> Take(int most)
    {
        int count = (int)Math.Min(most, _left);
        _left -= count;
        return count > 0 || most == 0 ? Piece.AsSpan(0, count) : throw failure;
    }
}
