namespace LayerKit.TarSplit;

/// <summary>A cursor over the blocks of a source that counts bytes.</summary>
internal sealed class TarInput(TarSource source)
{
    private ReadOnlyMemory<byte> _block;
    private int _used;
    private bool _ended;

    /// <summary>Bytes taken so far.</summary>
    public long Offset { get; private set; }

    /// <summary>The next bytes that lie together in memory, <paramref name="most"/> at most; empty at the end of the tar.</summary>
    public ReadOnlySpan<byte> Take(long most)
    {
        if (most == 0 || !Fill())
        {
            return default;
        }

        int length = (int)Math.Min(most, _block.Length - _used);
        ReadOnlySpan<byte> piece = _block.Span.Slice(_used, length);
        _used += length;
        Offset += length;
        return piece;
    }

    /// <summary>Copies the next <paramref name="count"/> bytes; fewer only where the tar ends. Returns how many there were.</summary>
    public int CopyTo(ByteBuffer target, int count)
    {
        int copied = 0;
        while (copied < count)
        {
            ReadOnlySpan<byte> piece = Take(count - copied);
            if (piece.IsEmpty)
            {
                break;
            }

            target.Append(piece);
            copied += piece.Length;
        }

        return copied;
    }

    private bool Fill()
    {
        if (_used == _block.Length && !_ended)
        {
            _block = source.ReadBlock();
            _used = 0;
            _ended = _block.IsEmpty;
        }

        return !_ended;
    }
}
