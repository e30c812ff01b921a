namespace LayerKit.Archive;

/// <summary>A tar made on the fly from parts that are asked for one by one; memory does not grow with it.</summary>
internal abstract class TarSequenceStream : ForwardReadStream
{
    private const int BlockSize = 512;

    private static readonly byte[] Zeros = new byte[BlockSize * 2];

    private IEnumerator<TarPart>? _parts;
    private TarPart _part;
    private Stream? _content;
    private long _contentLeft;
    private ReadOnlyMemory<byte> _bytes;
    private State _state = State.Between;

    private enum State
    {
        Between,
        Content,
        Ended,
    }

    public override int Read(Span<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            if (!_bytes.IsEmpty)
            {
                return TakeBytes(buffer);
            }

            if (_state == State.Content && _contentLeft > 0)
            {
                return ReadContent(buffer);
            }

            if (_state == State.Ended)
            {
                return 0;
            }

            Advance();
        }

        return 0;
    }

    /// <summary>The members in the order of the tar.</summary>
    protected abstract IEnumerable<TarPart> Parts();

    /// <summary>The name of a member for messages.</summary>
    protected abstract string CurrentName { get; }

    /// <summary>Called when a member's content was read to its end.</summary>
    protected virtual void ContentEnded()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content?.Dispose();
            _parts?.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Goes on to what follows the bytes that were just used up: content, padding, the next header or the end marker.</summary>
    private void Advance()
    {
        if (_state == State.Content)
        {
            EndContent();
            return;
        }

        _parts ??= Parts().GetEnumerator();
        if (!_parts.MoveNext())
        {
            _bytes = Zeros;
            _state = State.Ended;
            return;
        }

        _part = _parts.Current;
        _bytes = _part.Header;
        if (_part.Open is not null)
        {
            _content = _part.Open();
            _contentLeft = _part.Length;
            _state = State.Content;
        }
    }

    private int TakeBytes(Span<byte> buffer)
    {
        int count = Math.Min(buffer.Length, _bytes.Length);
        _bytes.Span[..count].CopyTo(buffer);
        _bytes = _bytes[count..];
        return count;
    }

    private int ReadContent(Span<byte> buffer)
    {
        int wanted = (int)Math.Min(buffer.Length, _contentLeft);
        int count = _content!.Read(buffer[..wanted]);
        _contentLeft -= count;
        return count > 0 ? count : throw new FileChangedException(CurrentName);
    }

    private void EndContent()
    {
        if (_content!.ReadByte() >= 0)
        {
            throw new FileChangedException(CurrentName);
        }

        _content.Dispose();
        _content = null;
        ContentEnded();
        int padding = (int)(-_part.Length & (BlockSize - 1));
        _bytes = Zeros.AsMemory(0, padding);
        _state = State.Between;
    }
}
