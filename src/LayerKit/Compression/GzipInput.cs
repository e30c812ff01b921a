using System.Buffers.Binary;

namespace LayerKit.Compression;

/// <summary>The compressed bytes of a gzip stream, handed to an inflater that always takes more than it needs.</summary>
/// <remarks>
/// .NET's inflater does not tell where a member's compressed data ended. Its last request is kept, and the eight bytes of the trailer, which are known
/// when all data is out, are looked for from there on: found, they are the end; not found, the stream is cut short or damaged.
/// </remarks>
internal sealed class GzipInput(Stream source) : ForwardReadStream
{
    private const int TrailerLength = 8;

    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _lastRequest;
    private int _next;
    private int _end;

    public override int Read(Span<byte> buffer)
    {
        _lastRequest = _next;
        if (_next == _end)
        {
            Fill(1);
        }

        int count = Math.Min(buffer.Length, _end - _next);
        _buffer.AsSpan(_next, count).CopyTo(buffer);
        _next += count;
        return count;
    }

    /// <summary>Takes one byte of a header.</summary>
    /// <exception cref="EndOfStreamException">There is none.</exception>
    public byte Take()
    {
        _lastRequest = _next;
        return Fill(1) ? _buffer[_next++] : throw new EndOfStreamException();
    }

    /// <summary>True when nothing but zero padding follows.</summary>
    public bool SkipPadding()
    {
        _lastRequest = _next;
        while (Fill(1))
        {
            if (_buffer[_next] != 0)
            {
                return false;
            }

            _lastRequest = ++_next;
        }

        return true;
    }

    /// <summary>Goes to the end of a member's trailer, which has this checksum and length; false when it is nowhere to be found.</summary>
    public bool TryPassTrailer(uint crc, uint length)
    {
        Span<byte> trailer = stackalloc byte[TrailerLength];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, crc);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], length);
        Fill(TrailerLength);
        int searched = Math.Min(_end, _next + TrailerLength) - _lastRequest;
        int found = _buffer.AsSpan(_lastRequest, searched).IndexOf(trailer);
        if (found < 0)
        {
            return false;
        }

        _next = _lastRequest + found + TrailerLength;
        return true;
    }

    /// <summary>Reads until at least this many bytes are there to take; false at the end of the source.</summary>
    private bool Fill(int count)
    {
        if (_end - _next >= count)
        {
            return true;
        }

        int kept = _end - _lastRequest;
        _buffer.AsSpan(_lastRequest, kept).CopyTo(_buffer);
        _next -= _lastRequest;
        _lastRequest = 0;
        _end = kept;
        _end += source.ReadAtLeast(_buffer.AsSpan(_end), count - (_end - _next), throwOnEndOfStream: false);
        return _end - _next >= count;
    }
}
