using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text.Unicode;

namespace LayerKit.TarSplit;

/// <summary>Writes the entries of a split tar as JSON lines, byte for byte as Docker's tar-split (Go's encoding/json) does.</summary>
/// <remarks>The output gets plain JSON; compressing it is up to the caller, who also owns the stream. Not for several threads at once.</remarks>
/// <param name="output">Where the lines go.</param>
public sealed class TarSplitWriter(Stream output) : IDisposable
{
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
    private int _used;
    private bool _failed;
    private bool _disposed;

    /// <summary>Entries written so far, hence the position of the next one.</summary>
    public long Position { get; private set; }

    /// <summary>Writes raw bytes of the tar. An empty segment is left out.</summary>
    /// <exception cref="IOException">The output cannot be written.</exception>
    public void WriteSegment(ReadOnlySpan<byte> segment)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (segment.IsEmpty)
        {
            return;
        }

        Put("{\"type\":2,\"payload\":\""u8);
        PutBase64(segment);
        Put("\",\"position\":"u8);
        EndEntry();
    }

    /// <summary>Marks where the payload of a file goes.</summary>
    /// <param name="name">The member's name as the tar has it, any encoding.</param>
    /// <param name="size">Bytes of the payload.</param>
    /// <param name="crc">Its CRC64, see <see cref="Crc64Iso"/>; ignored when the size is 0.</param>
    /// <exception cref="IOException">The output cannot be written.</exception>
    public void WriteFile(ReadOnlySpan<byte> name, long size, ulong crc)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        Put("{\"type\":1,"u8);
        PutName(name);
        if (size == 0)
        {
            Put("\"payload\":null,\"position\":"u8);
        }
        else
        {
            Put("\"size\":"u8);
            PutNumber(size);
            PutCrc(crc);
        }

        EndEntry();
    }

    /// <summary>Hands everything written to the output, without flushing that.</summary>
    /// <exception cref="IOException">The output cannot be written.</exception>
    public void Flush()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        WriteOut();
    }

    /// <summary>Hands the rest to the output, unless writing failed before; the stream stays open.</summary>
    /// <exception cref="IOException">The output cannot be written.</exception>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        try
        {
            if (!_failed)
            {
                WriteOut();
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }
    }

    private void PutName(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty)
        {
            return;
        }

        if (Utf8.IsValid(name))
        {
            Put("\"name\":\""u8);
            PutEscaped(name);
        }
        else
        {
            Put("\"name_raw\":\""u8);
            PutBase64(name);
        }

        Put("\","u8);
    }

    private void PutEscaped(ReadOnlySpan<byte> text)
    {
        while (true)
        {
            int plain = GoJsonEscape.IndexOfEscaped(text);
            if (plain < 0)
            {
                Put(text);
                return;
            }

            Put(text[..plain]);
            Put(GoJsonEscape.Escape(text[plain..], out int consumed));
            text = text[(plain + consumed)..];
        }
    }

    private void PutCrc(ulong crc)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, crc);
        Put(",\"payload\":\""u8);
        PutBase64(bytes);
        Put("\",\"position\":"u8);
    }

    private void EndEntry()
    {
        PutNumber(Position);
        Put("}\n"u8);
        Position++;
    }

    private void PutBase64(ReadOnlySpan<byte> bytes)
    {
        OperationStatus status;
        do
        {
            status = Base64.EncodeToUtf8(bytes, _buffer.AsSpan(_used), out int consumed, out int written);
            bytes = bytes[consumed..];
            _used += written;
            if (status == OperationStatus.DestinationTooSmall)
            {
                WriteOut();
            }
        }
        while (status != OperationStatus.Done);
    }

    private void PutNumber(long value)
    {
        Span<byte> digits = stackalloc byte[20];
        value.TryFormat(digits, out int length, provider: CultureInfo.InvariantCulture);
        Put(digits[..length]);
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > _buffer.Length - _used)
        {
            int fits = _buffer.Length - _used;
            bytes[..fits].CopyTo(_buffer.AsSpan(_used));
            _used += fits;
            bytes = bytes[fits..];
            WriteOut();
        }

        bytes.CopyTo(_buffer.AsSpan(_used));
        _used += bytes.Length;
    }

    private void WriteOut()
    {
        _failed = true;
        output.Write(_buffer, 0, _used);
        _failed = false;
        _used = 0;
    }
}
