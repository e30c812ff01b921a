using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace LayerKit.TarSplit;

/// <summary>Puts a tar together from its split entries and the contents of its files: a forward stream of the same bytes.</summary>
/// <remarks>
/// Every payload is checked for length and CRC64 once its bytes are given, the end of the stream comes only after all were right, and a mismatch is
/// reported again on each further read. Disposing closes the payload that is open; the reader belongs to the caller.
/// </remarks>
/// <param name="reader">The entries, from the first.</param>
/// <param name="open">Opens the content of a file.</param>
[SuppressMessage("Naming", "CA1710", Justification = "Named for what it does, beside TarDisassembler; that it is a stream shows in its base.")]
public sealed class TarAssembler(TarSplitReader reader, PayloadOpener open) : Stream
{
    private readonly Crc64Iso _crc = new();
    private Stream? _payload;
    private long _left;
    private PayloadMismatchException? _mismatch;
    private bool _disposed;

    /// <inheritdoc/>
    public override bool CanRead => !_disposed;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <summary>Not supported.</summary>
    public override long Length => throw new NotSupportedException();

    /// <summary>Not supported.</summary>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    /// <exception cref="PayloadMismatchException">A file is not what it was when the tar was split.</exception>
    /// <exception cref="TarSplitFormatException">The entries are malformed.</exception>
    public override int Read(Span<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        int filled = 0;
        while (filled < buffer.Length && FindBytes())
        {
            Span<byte> rest = buffer[filled..];
            filled += _payload is null ? ReadSegment(rest) : ReadPayload(_payload, rest);
        }

        return filled;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        return Read(buffer.AsSpan(offset, count));
    }

    /// <summary>Does nothing: there is nothing to flush.</summary>
    public override void Flush()
    {
    }

    /// <summary>Not supported.</summary>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <summary>Not supported.</summary>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Not supported.</summary>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _disposed = true;
        if (disposing)
        {
            _payload?.Dispose();
            _payload = null;
        }

        base.Dispose(disposing);
    }

    /// <summary>Goes on to the next entry that has bytes, if this one has no more; false at the end.</summary>
    private bool FindBytes()
    {
        if (_mismatch is not null)
        {
            throw _mismatch;
        }

        while (_left == 0)
        {
            ClosePayload();
            if (!OpenNext())
            {
                return false;
            }
        }

        return true;
    }

    private bool OpenNext()
    {
        if (!reader.Read())
        {
            return false;
        }

        if (reader.Kind == TarSplitEntryKind.Segment)
        {
            _left = reader.Payload.Length;
        }
        else if (reader.Size > 0)
        {
            _payload = open(reader.Name);
            _left = reader.Size;
            _crc.Reset();
        }

        return true;
    }

    private int ReadSegment(Span<byte> buffer)
    {
        ReadOnlySpan<byte> rest = reader.Payload[^(int)_left..];
        int length = Math.Min(rest.Length, buffer.Length);
        rest[..length].CopyTo(buffer);
        _left -= length;
        return length;
    }

    private int ReadPayload(Stream payload, Span<byte> buffer)
    {
        int read = payload.Read(buffer.Length > _left ? buffer[..(int)_left] : buffer);
        if (read == 0)
        {
            throw Mismatch($"ends {_left} bytes early");
        }

        _crc.Append(buffer[..read]);
        _left -= read;
        return read;
    }

    private void ClosePayload()
    {
        if (_payload is null)
        {
            return;
        }

        if (_payload.ReadByte() >= 0)
        {
            throw Mismatch($"is longer than {reader.Size} bytes");
        }

        if (_crc.Value != reader.Crc)
        {
            throw Mismatch($"has the CRC64 {_crc.Value:x16} and not {reader.Crc:x16}");
        }

        _payload.Dispose();
        _payload = null;
    }

    private PayloadMismatchException Mismatch(string reason) => _mismatch = new(Encoding.UTF8.GetString(reader.Name), reason);
}
