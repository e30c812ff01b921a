namespace LayerKit.TarSplit.Tests;

/// <summary>Gives at most seven bytes per read, as a pipe may.</summary>
internal sealed class TricklingStream(byte[] content) : ReadOnlyStream
{
    private int _position;

    public override int Read(Span<byte> buffer)
    {
        int length = Math.Min(Math.Min(buffer.Length, 7), content.Length - _position);
        content.AsSpan(_position, length).CopyTo(buffer);
        _position += length;
        return length;
    }
}
