using System.Buffers;
using LayerKit.TarSplit;

namespace LayerKit.Stress.Tests;

/// <summary>A tar with one big file of zeros, made while it is read; it says when it is half read.</summary>
internal sealed class ZeroTar : Stream
{
    // Two blocks of zeros.
    private const int EndMarker = 1024;

    private readonly byte[] _header;
    private readonly long _length;
    private readonly TaskCompletionSource _half = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _position;

    public ZeroTar(long size)
    {
        ArrayBufferWriter<byte> header = new();
        TarHeaderWriter.WriteHeader(header, new TarMemberHeader { Name = "zeros"u8.ToArray(), TypeFlag = TarTypeFlag.File, Mode = 0b110_100_100, Size = size });
        _header = header.WrittenSpan.ToArray();
        _length = _header.Length + size + EndMarker;
    }

    /// <summary>Completes when half of it was read.</summary>
    public Task Half => _half.Task;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => Volatile.Read(ref _position);
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = (int)Math.Min(count, _length - _position);
        Span<byte> target = buffer.AsSpan(offset, read);
        target.Clear();
        if (_position < _header.Length)
        {
            _header.AsSpan((int)_position, (int)Math.Min(read, _header.Length - _position)).CopyTo(target);
        }

        if (Interlocked.Add(ref _position, read) > _length / 2)
        {
            _half.TrySetResult();
        }

        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
