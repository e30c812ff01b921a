using LayerKit.Images.Blobs;

namespace LayerKit.Images.Tests.Blobs;

public sealed class LayerEncoderTests
{
    [Fact]
    public void A_gzip_header_says_nothing_of_time_or_system()
    {
        byte[] blob = Encode(LayerCompression.Gzip(9), "hello"u8.ToArray());

        Assert.Equal([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff], blob[..10]);
        Assert.Equal("hello"u8.ToArray(), WrittenFiles.Decompress(blob, "gzip"));
    }

    [Theory]
    [InlineData("gzip:6", "gzip")]
    [InlineData("zstd:3", "zstd")]
    public void Nothing_becomes_a_blob_too(string compression, string program) =>
        Assert.Empty(WrittenFiles.Decompress(Encode(LayerCompression.Parse(compression), []), program));

    private static byte[] Encode(LayerCompression compression, byte[] tar)
    {
        using MemoryStream output = new();
        using (LayerEncoder encoder = LayerEncoder.Create(compression, output))
        {
            encoder.Write(tar);
            encoder.Finish();
        }

        return output.ToArray();
    }
}
