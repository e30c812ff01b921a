namespace LayerKit.TarSplit;

/// <summary>Reads the entries of a split tar from JSON lines, as Docker, containers/storage and <see cref="TarSplitWriter"/> write them.</summary>
/// <remarks>
/// Spans and values are valid until the next <see cref="Read"/>. A malformed entry is reported again on each further one.
/// The stream belongs to the caller and holds plain JSON.
/// </remarks>
/// <param name="input">The lines.</param>
/// <param name="maxLineLength">Most bytes in one line; old tar-split versions wrote all trailing bytes of a tar into one.</param>
public sealed partial class TarSplitReader(Stream input, int maxLineLength = 64 * 1024 * 1024) : IDisposable
{
    private const int ReadSize = 64 * 1024;

    private readonly ByteBuffer _name = new();
    private readonly ByteBuffer _payload = new();
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(ReadSize);
    private int _start;
    private int _end;
    private bool _inputEnded;
    private long _next;
    private TarSplitFormatException? _error;

    /// <summary>What the entry is.</summary>
    public TarSplitEntryKind Kind { get; private set; }

    /// <summary>Index of the entry, from 0; -1 before the first.</summary>
    public long Position => _next - 1;

    /// <summary>Name of a file as the tar has it; empty for segments.</summary>
    public ReadOnlySpan<byte> Name => _name.Written;

    /// <summary>Bytes of a file's payload; 0 for segments.</summary>
    public long Size { get; private set; }

    /// <summary>CRC64 of a file's payload; 0 when it is empty, and for segments.</summary>
    public ulong Crc { get; private set; }

    /// <summary>Raw bytes of a segment; empty for files.</summary>
    public ReadOnlySpan<byte> Payload => Kind == TarSplitEntryKind.Segment ? _payload.Written : default;

    /// <summary>Goes to the next entry; false at the end.</summary>
    /// <exception cref="TarSplitFormatException">The entry is malformed, of an unknown type, too long, or not the next in sequence.</exception>
    /// <exception cref="IOException">The input cannot be read.</exception>
    public bool Read()
    {
        if (_error is not null)
        {
            throw _error;
        }

        ReadOnlySpan<byte> line;
        do
        {
            if (!ReadLine(out line))
            {
                Kind = TarSplitEntryKind.None;
                return false;
            }
        }
        while (line.IsEmpty);

        Parse(line);
        _next++;
        return true;
    }

    /// <summary>Gives the buffers back; the stream stays open.</summary>
    public void Dispose()
    {
        _name.Release();
        _payload.Release();
        byte[] buffer = _buffer;
        (_buffer, _start, _end) = ([], 0, 0);
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The next line without its line feed; the last one may lack it.</summary>
    private bool ReadLine(out ReadOnlySpan<byte> line)
    {
        ObjectDisposedException.ThrowIf(_buffer.Length == 0, this);
        int searched = 0;
        while (true)
        {
            int length = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (length >= 0)
            {
                line = _buffer.AsSpan(_start, searched + length);
                _start += searched + length + 1;
                return true;
            }

            searched = _end - _start;
            if (!Fill())
            {
                line = _buffer.AsSpan(_start, searched);
                _start = _end;
                return searched > 0;
            }
        }
    }

    private bool Fill()
    {
        if (_inputEnded)
        {
            return false;
        }

        if (_end == _buffer.Length)
        {
            MakeRoom();
        }

        int read = input.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _inputEnded = read == 0;
        return !_inputEnded;
    }

    private void MakeRoom()
    {
        int length = _end - _start;
        if (length > maxLineLength)
        {
            throw Malformed($"it is longer than {maxLineLength} bytes");
        }

        byte[] old = _buffer;
        byte[] target = length > old.Length / 2 ? ArrayPool<byte>.Shared.Rent(old.Length * 2) : old;
        Buffer.BlockCopy(old, _start, target, 0, length);
        (_buffer, _start, _end) = (target, 0, length);
        if (target != old)
        {
            ArrayPool<byte>.Shared.Return(old);
        }
    }
}
