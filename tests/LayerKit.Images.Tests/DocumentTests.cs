namespace LayerKit.Images.Tests;

/// <summary>What stands in the documents of each format. Layers are not compressed here, so that every digest is one that cannot change.</summary>
public sealed class DocumentTests
{
    [Theory]
    [InlineData(ImageFormat.DualArchive)]
    [InlineData(ImageFormat.OciArchive)]
    [InlineData(ImageFormat.DockerArchive)]
    public async Task An_archive_has_these_documents(ImageFormat format)
    {
        await using ImageFixture fixture = await ImageFixture.OpenAsync();
        Image image = Describe(await fixture.TwoLayersAsync());

        WrittenImage written = await fixture.WriteAsync(image, "image.tar", format, "shop/web:1.4", "docker.io/library/web");

        await VerifyAsync(WrittenFiles.Describe(WrittenFiles.OfTar(fixture["image.tar"])), written, $"{format}");
    }

    [Fact]
    public async Task A_layout_has_these_documents()
    {
        await using ImageFixture fixture = await ImageFixture.OpenAsync();
        Image image = Describe(await fixture.TwoLayersAsync());

        WrittenImage written = await fixture.WriteAsync(image, "layout", ImageFormat.OciLayout, "1.4");

        Dictionary<string, byte[]> files = WrittenFiles.OfDirectory(fixture["layout"]);
        await VerifyAsync(WrittenFiles.Describe(files.Where(file => !file.Key.StartsWith('.')).ToDictionary()), written, "OciLayout");
    }

    [Fact]
    public async Task Each_compression_has_its_media_type_and_is_that()
    {
        await using ImageFixture fixture = await ImageFixture.OpenAsync();
        IReadOnlyList<ImageLayer> layers = await fixture.TwoLayersAsync();
        LayerCompression[] compressions = [LayerCompression.None, LayerCompression.Gzip(9), LayerCompression.Zstd(19)];
        Image image = new([.. compressions.Select(compression => layers[1] with { Compression = compression })], Samples.Plain);

        WrittenImage written = await fixture.WriteAsync(image, "image.tar", ImageFormat.OciArchive);

        Dictionary<string, byte[]> files = WrittenFiles.OfTar(fixture["image.tar"]);
        byte[][] blobs = [.. written.Layers.Select(layer => files["blobs/sha256/" + layer.Digest.Hex])];
        byte[] tar = ImageFixture.Tar("world", new string('w', 100_000));
        Assert.Equal(tar, blobs[0]);
        Assert.Equal(tar, WrittenFiles.Decompress(blobs[1], "gzip"));
        Assert.Equal(tar, WrittenFiles.Decompress(blobs[2], "zstd"));
        Assert.Equal(["tar", "tar+gzip", "tar+zstd"], written.Layers.Select(layer => layer.MediaType.Split("v1.")[1]));
        Assert.All(written.Layers.Zip(blobs), pair => Assert.Equal((tar.Length, pair.Second.Length), (pair.First.Size, pair.First.CompressedSize)));
    }

    [Fact]
    public async Task The_same_layer_twice_is_one_blob_and_two_layers()
    {
        await using ImageFixture fixture = await ImageFixture.OpenAsync();
        IReadOnlyList<ImageLayer> layers = await fixture.TwoLayersAsync();

        WrittenImage written = await fixture.WriteAsync(new Image([layers[0], layers[0]], Samples.Plain), "image.tar", ImageFormat.DualArchive);

        Assert.Equal(2, written.Layers.Count);
        Assert.Equal(6, WrittenFiles.OfTar(fixture["image.tar"]).Count);
    }

    private static Image Describe(IReadOnlyList<ImageLayer> layers)
    {
        ImageLayer below = layers[0] with { Compression = LayerCompression.None };
        ImageLayer annotated = layers[1] with
        {
            Compression = LayerCompression.None,
            History = "the world",
            Annotations = new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" },
        };
        return new Image([below, annotated], Samples.Full) { Annotations = new Dictionary<string, string> { ["org.opencontainers.image.title"] = "web" } };
    }

    private static Task VerifyAsync(string documents, WrittenImage written, string format)
    {
        VerifySettings settings = new();
        settings.UseMethodName(format);
        string layers = string.Concat(written.Layers.Select(layer => $"  {layer.DiffId} {layer.Size} bytes, {layer.MediaType} {layer.Digest} {layer.CompressedSize} bytes\n"));
        return Verify($"{written.MediaType} {written.Digest} {written.Size} bytes, config {written.ConfigDigest}\n{layers}\n{documents}", settings);
    }
}
