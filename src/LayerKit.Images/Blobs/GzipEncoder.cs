using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace LayerKit.Images.Blobs;

/// <summary>gzip whose header says nothing of time, level or system (RFC 1952); the runtime's own names the system it runs on.</summary>
internal sealed class GzipEncoder : LayerEncoder
{
    private const int TrailerLength = 8;

    private static readonly byte[] Header = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];

    // The stream writes nothing at all when it was given nothing.
    private static readonly byte[] EmptyDeflate = [3, 0];

    private readonly Stream _output;
    private readonly DeflateStream _deflate;
    private readonly Crc32 _crc = new();
    private bool _isEmpty = true;
    private uint _length;

    public GzipEncoder(Stream output, int level)
    {
        _output = output;
        _output.Write(Header);
        _deflate = new DeflateStream(output, new ZLibCompressionOptions { CompressionLevel = level }, leaveOpen: true);
    }

    /// <summary>zlib comes with the runtime.</summary>
    public static new string Version => Environment.Version.ToString();

    public override void Write(ReadOnlySpan<byte> tar)
    {
        _deflate.Write(tar);
        _crc.Append(tar);
        _length += (uint)tar.Length;
        _isEmpty &= tar.IsEmpty;
    }

    public override void Finish()
    {
        _deflate.Dispose();
        if (_isEmpty)
        {
            _output.Write(EmptyDeflate);
        }

        Span<byte> trailer = stackalloc byte[TrailerLength];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, _crc.GetCurrentHashAsUInt32());
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], _length);
        _output.Write(trailer);
    }

    public override void Dispose() => _deflate.Dispose();
}
