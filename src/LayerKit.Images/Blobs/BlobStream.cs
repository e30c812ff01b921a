using System.Security.Cryptography;
using LayerKit.Identity;
using LayerKit.Images.Writing;

namespace LayerKit.Images.Blobs;

/// <summary>Writes a file and knows the digest of what it wrote.</summary>
internal sealed class BlobStream(PartFile file) : Stream
{
    private readonly byte[] _buffer = new byte[256 * 1024];
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private int _buffered;
    private long _written;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            int count = Math.Min(buffer.Length, _buffer.Length - _buffered);
            buffer[..count].CopyTo(_buffer.AsSpan(_buffered));
            _buffered += count;
            buffer = buffer[count..];
            if (_buffered == _buffer.Length)
            {
                WriteBuffered();
            }
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <summary>Writes what is left and ends the digest.</summary>
    public Blob Finish()
    {
        WriteBuffered();
        return new Blob(Digest.FromHash(_hash.GetHashAndReset()), _written);
    }

    /// <summary>Does nothing: compressors flush more often than is good for the file.</summary>
    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }

    private void WriteBuffered()
    {
        ReadOnlySpan<byte> bytes = _buffer.AsSpan(0, _buffered);
        _hash.AppendData(bytes);
        file.Write(bytes);
        _written += _buffered;
        _buffered = 0;
    }
}
