namespace LayerKit.TarSplit.Tests;

/// <summary>One stream that can be opened again and again: disposing it goes back to its start.</summary>
internal sealed class RewindingStream(byte[] content) : ReadOnlyStream
{
    private int _position;

    public int Closed { get; private set; }

    public override int ReadByte() => _position < content.Length ? content[_position++] : -1;

    public override int Read(Span<byte> buffer)
    {
        int length = Math.Min(buffer.Length, content.Length - _position);
        content.AsSpan(_position, length).CopyTo(buffer);
        _position += length;
        return length;
    }

    protected override void Dispose(bool disposing)
    {
        Closed++;
        _position = 0;
        base.Dispose(disposing);
    }
}
