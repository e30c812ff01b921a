namespace LayerKit.Images.Tests;

public sealed class ReproducibilityTests
{
    [Theory]
    [InlineData(ImageFormat.DualArchive, "gzip:6")]
    [InlineData(ImageFormat.DockerArchive, "gzip:1")]
    [InlineData(ImageFormat.OciArchive, "zstd:3")]
    [InlineData(ImageFormat.OciArchive, "none")]
    public async Task Two_stores_with_other_drivers_give_the_same_archive(ImageFormat format, string compression)
    {
        (byte[] one, WrittenImage first) = await WriteAsync("content", format, compression);
        (byte[] two, WrittenImage second) = await WriteAsync("vfs", format, compression);

        Assert.Equal(one, two);
        Assert.Equal((first.Digest, first.ConfigDigest), (second.Digest, second.ConfigDigest));
    }

    [Fact]
    public async Task Every_form_of_an_image_has_the_same_manifest()
    {
        await using ImageFixture fixture = await ImageFixture.OpenAsync();
        Image image = new(await fixture.TwoLayersAsync(), Samples.Full);

        WrittenImage dual = await fixture.WriteAsync(image, "dual.tar", ImageFormat.DualArchive, "web:1");
        WrittenImage oci = await fixture.WriteAsync(image, "oci.tar", ImageFormat.OciArchive, "v1");
        WrittenImage layout = await fixture.WriteAsync(image, "layout", ImageFormat.OciLayout);
        WrittenImage docker = await fixture.WriteAsync(image, "docker.tar", ImageFormat.DockerArchive);

        Assert.Equal([dual.Digest, dual.Digest, dual.ConfigDigest], [oci.Digest, layout.Digest, docker.Digest]);
        Assert.Equal(dual.Layers, layout.Layers);
    }

    [Fact]
    public async Task Order_of_maps_and_sets_does_not_matter()
    {
        await using ImageFixture fixture = await ImageFixture.OpenAsync();
        IReadOnlyList<ImageLayer> layers = await fixture.TwoLayersAsync();
        ImageConfig reversed = Samples.Full with
        {
            Labels = Samples.Full.Labels.Reverse().ToDictionary(),
            Volumes = [.. Samples.Full.Volumes.Reverse()],
            ExposedPorts = ["53/udp", "8080/TCP"],
        };

        WrittenImage one = await fixture.WriteAsync(new Image(layers, Samples.Full), "one.tar", ImageFormat.DualArchive);
        WrittenImage two = await fixture.WriteAsync(new Image(layers, reversed), "two.tar", ImageFormat.DualArchive);

        Assert.Equal(one.Digest, two.Digest);
    }

    private static async Task<(byte[] Bytes, WrittenImage Image)> WriteAsync(string driver, ImageFormat format, string compression)
    {
        await using ImageFixture fixture = await ImageFixture.OpenAsync(driver: driver);
        Image image = new(await fixture.TwoLayersAsync(), Samples.Full);
        ImageOutput output = new(fixture["out.tar"], format) { Tags = ["web:1"], Compression = LayerCompression.Parse(compression) };
        WrittenImage written = await ImageWriter.WriteAsync(fixture.Store, image, output);
        return (File.ReadAllBytes(output.Path), written);
    }
}
