using LayerKit.Errors;
using SharpCompress.Compressors.BZip2;
using SharpCompress.Compressors.Xz;
using ZstdSharp;

namespace LayerKit.Compression;

/// <summary>Gives the plain tar of a stream, whatever it is compressed with. The only place that knows the decompressors.</summary>
internal sealed class LayerDecompressor : ForwardReadStream
{
    private const int LongestMagic = 6;

    private readonly CompressionFormat _format;
    private readonly PrefixedStream _compressed;
    private readonly Stream _plain;

    private LayerDecompressor(CompressionFormat format, PrefixedStream compressed)
    {
        _format = format;
        _compressed = compressed;
        _plain = format switch
        {
            CompressionFormat.Gzip => new GzipReader(compressed),
            CompressionFormat.Zstd => new DecompressionStream(compressed, leaveOpen: true),
            CompressionFormat.Xz => new XZStream(compressed),
            CompressionFormat.Bzip2 => BZip2Stream.Create(compressed, SharpCompress.Compressors.CompressionMode.Decompress, decompressConcatenated: true),
            _ => compressed,
        };
    }

    /// <summary>Bytes read from the source, compressed if it is.</summary>
    public long BytesRead => _compressed.BytesRead;

    /// <summary>Looks at the first bytes of a stream. The stream stays the caller's to dispose, and is read from where it stands.</summary>
    /// <exception cref="CompressionException">Opening or reading finds the compressed bytes damaged or cut short.</exception>
    public static LayerDecompressor Open(Stream source)
    {
        byte[] head = new byte[LongestMagic];
        int length = source.ReadAtLeast(head, LongestMagic, throwOnEndOfStream: false);
        CompressionFormat format = Detect(head.AsSpan(0, length));
        return Guard(format, () => new LayerDecompressor(format, new PrefixedStream(head.AsMemory(0, length), source)));
    }

    public override int Read(Span<byte> buffer)
    {
        if (_format == CompressionFormat.None)
        {
            return _plain.Read(buffer);
        }

        try
        {
            return _plain.Read(buffer);
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw Damage(_format, e);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && _format != CompressionFormat.None)
        {
            _plain.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Magic numbers: RFC 1952, RFC 8878 (with skippable frames), the .xz format 1.2.1, bzip2.</summary>
    private static CompressionFormat Detect(ReadOnlySpan<byte> head) => head switch
    {
        [0x1f, 0x8b, ..] => CompressionFormat.Gzip,
        [0x28, 0xb5, 0x2f, 0xfd, ..] => CompressionFormat.Zstd,
        [>= 0x50 and <= 0x5f, 0x2a, 0x4d, 0x18, ..] => CompressionFormat.Zstd,
        [0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, ..] => CompressionFormat.Xz,
        [(byte)'B', (byte)'Z', (byte)'h', >= (byte)'1' and <= (byte)'9', ..] => CompressionFormat.Bzip2,
        _ => CompressionFormat.None,
    };

    private static LayerDecompressor Guard(CompressionFormat format, Func<LayerDecompressor> open)
    {
        try
        {
            return open();
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw Damage(format, e);
        }
    }

    /// <summary>The decompressors have a dozen error types between them; what is not plain I/O or a cancel is about the bytes.</summary>
    private static bool IsDamage(Exception e) =>
        e is EndOfStreamException or (not IOException and not OperationCanceledException and not OutOfMemoryException);

    private static CompressionException Damage(CompressionFormat format, Exception e) =>
        new(format.ToString().ToLowerInvariant(), e is EndOfStreamException ? "it ends too early" : e.Message.TrimEnd('.').ReplaceLineEndings(" "), e);
}
