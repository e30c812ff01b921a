namespace LayerKit.TarSplit.Tests;

/// <summary>Gives a tar in blocks of chosen sizes, each in memory of its own that is wiped as soon as the next is asked for.</summary>
internal sealed class ChunkedSource(byte[] tar, Func<int> nextSize) : TarSource
{
    private byte[] _last = [];
    private int _position;

    public override ReadOnlyMemory<byte> ReadBlock()
    {
        Array.Fill(_last, (byte)0xEE);
        int length = Math.Min(nextSize(), tar.Length - _position);
        _last = tar.AsSpan(_position, length).ToArray();
        _position += length;
        return _last;
    }
}
