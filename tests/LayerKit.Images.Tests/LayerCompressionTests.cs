namespace LayerKit.Images.Tests;

public sealed class LayerCompressionTests
{
    [Theory]
    [InlineData("none", "none")]
    [InlineData("gzip", "gzip:6")]
    [InlineData("gzip:1", "gzip:1")]
    [InlineData("gzip:9", "gzip:9")]
    [InlineData("zstd", "zstd:3")]
    [InlineData("zstd:22", "zstd:22")]
    public void A_compression_is_read_and_written(string text, string full) => Assert.Equal(full, LayerCompression.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("Gzip")]
    [InlineData("none:1")]
    [InlineData("gzip:")]
    [InlineData("gzip:0")]
    [InlineData("gzip:10")]
    [InlineData("gzip:6:1")]
    [InlineData("zstd:23")]
    [InlineData("zstd:-1")]
    [InlineData("xz")]
    public void Anything_else_is_none(string text) => Assert.Throws<FormatException>(() => LayerCompression.Parse(text));

    [Fact]
    public void A_level_out_of_range_is_a_mistake()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => LayerCompression.Gzip(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => LayerCompression.Zstd(23));
    }

    [Theory]
    [InlineData("linux/amd64")]
    [InlineData("linux/arm/v7")]
    public void A_platform_is_read_and_written(string text) => Assert.Equal(text, ImagePlatform.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("linux")]
    [InlineData("linux/")]
    [InlineData("linux/arm/v7/x")]
    [InlineData("Linux/amd64")]
    public void Anything_else_is_no_platform(string text) => Assert.Throws<FormatException>(() => ImagePlatform.Parse(text));
}
