using System.IO.Compression;
using System.IO.Hashing;

namespace LayerKit.Compression;

/// <summary>Reads gzip (RFC 1952), one member or many, and takes no stream for whole that is not.</summary>
/// <remarks>GZipStream ends quietly when its input does, unless the whole process is switched to strict validation; a layer must not.</remarks>
internal sealed class GzipReader(Stream source) : ForwardReadStream
{
    private const byte Deflate = 8;
    private const int HeaderChecksum = 2;
    private const int ExtraField = 4;
    private const int FileName = 8;
    private const int Comment = 16;

    private readonly GzipInput _input = new(source);
    private readonly Crc32 _crc = new();
    private DeflateStream? _member;
    private uint _length;
    private bool _ended;

    public override int Read(Span<byte> buffer)
    {
        while (!_ended && !buffer.IsEmpty)
        {
            _member ??= BeginMember();
            int count = _member.Read(buffer);
            if (count > 0)
            {
                _crc.Append(buffer[..count]);
                _length = unchecked(_length + (uint)count);
                return count;
            }

            EndMember();
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _member?.Dispose();
        }

        base.Dispose(disposing);
    }

    private DeflateStream BeginMember()
    {
        if (_input.Take() != 0x1f || _input.Take() != 0x8b || _input.Take() != Deflate)
        {
            throw new InvalidDataException("something else follows the compressed data");
        }

        int flags = _input.Take();
        Skip(6);
        if ((flags & ExtraField) != 0)
        {
            Skip(_input.Take() | (_input.Take() << 8));
        }

        SkipText((flags & FileName) != 0);
        SkipText((flags & Comment) != 0);
        Skip((flags & HeaderChecksum) != 0 ? 2 : 0);
        return new DeflateStream(_input, CompressionMode.Decompress, leaveOpen: true);
    }

    private void EndMember()
    {
        uint crc = _crc.GetCurrentHashAsUInt32();
        if (!_input.TryPassTrailer(crc, _length))
        {
            throw new InvalidDataException("it is cut short, or its checksum does not match");
        }

        _member!.Dispose();
        _member = null;
        _crc.Reset();
        _length = 0;
        _ended = _input.SkipPadding();
    }

    private void Skip(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _input.Take();
        }
    }

    private void SkipText(bool present)
    {
        while (present && _input.Take() != 0)
        {
        }
    }
}
