using System.Security.Cryptography;
using LayerKit.Errors;
using LayerKit.Identity;

namespace LayerKit.Images.Tests;

/// <summary>Archives as files: replaced as a whole, only when they change, or not at all.</summary>
public sealed class ArchiveTests
{
    private static readonly DateTime LongAgo = new(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);

    [Theory]
    [InlineData(ImageFormat.DualArchive)]
    [InlineData(ImageFormat.DockerArchive)]
    [InlineData(ImageFormat.OciArchive)]
    public async Task An_archive_that_is_there_already_is_left_alone(ImageFormat format)
    {
        await using ImageFixture fixture = await ImageFixture.OpenAsync();
        Image image = new(await fixture.TwoLayersAsync(), Samples.Plain);
        WrittenImage first = await fixture.WriteAsync(image, "image.tar", format, "web:1");
        File.SetLastWriteTimeUtc(fixture["image.tar"], LongAgo);

        WrittenImage second = await fixture.WriteAsync(image, "image.tar", format, "web:1");

        Assert.Equal((false, true), (first.IsUnchanged, second.IsUnchanged));
        Assert.Equal(first.Digest, second.Digest);
        Assert.Equal(LongAgo, File.GetLastWriteTimeUtc(fixture["image.tar"]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task A_damaged_archive_is_written_again(int change)
    {
        await using ImageFixture fixture = await ImageFixture.OpenAsync();
        Image image = new(await fixture.TwoLayersAsync(), Samples.Plain);
        await fixture.WriteAsync(image, "image.tar", ImageFormat.DualArchive);
        byte[] right = File.ReadAllBytes(fixture["image.tar"]);
        File.WriteAllBytes(fixture["image.tar"], change > 0 ? [.. right, 0] : right[..^1]);

        WrittenImage written = await fixture.WriteAsync(image, "image.tar", ImageFormat.DualArchive);

        Assert.False(written.IsUnchanged);
        Assert.Equal(right, File.ReadAllBytes(fixture["image.tar"]));
    }

    [Fact]
    public async Task A_link_stays_and_what_it_leads_to_is_replaced()
    {
        await using ImageFixture fixture = await ImageFixture.OpenAsync();
        File.WriteAllText(fixture["target"], "old");
        File.CreateSymbolicLink(fixture["link"], "target");

        await fixture.WriteAsync(new Image(await fixture.TwoLayersAsync(), Samples.Plain), "link", ImageFormat.DualArchive);

        Assert.Equal("target", new FileInfo(fixture["link"]).LinkTarget);
        Assert.NotEmpty(WrittenFiles.OfTar(fixture["target"]));
    }

    [Fact]
    public async Task A_cache_compresses_only_layers_that_are_new()
    {
        await using ImageFixture fixture = await ImageFixture.OpenAsync();
        IReadOnlyList<ImageLayer> layers = await fixture.TwoLayersAsync();
        ImageLayer changed = new(await fixture.AddAsync("world", "changed", layers[0].ChainId));
        ImageOutput output = new(fixture["image.tar"], ImageFormat.DualArchive) { BlobCache = fixture["cache"] };
        WrittenImage first = await ImageWriter.WriteAsync(fixture.Store, new Image(layers, Samples.Plain), output);
        File.SetLastWriteTimeUtc(BlobOf(first.Layers[0]), LongAgo);

        WrittenImage second = await ImageWriter.WriteAsync(fixture.Store, new Image([layers[0], changed], Samples.Plain), output);

        Assert.Equal(first.Layers[0], second.Layers[0]);
        Assert.Equal(LongAgo, File.GetLastWriteTimeUtc(BlobOf(second.Layers[0])));
        Assert.Equal(3, Directory.GetFiles(fixture["cache/blobs/sha256"]).Length);

        string BlobOf(WrittenLayer layer) => fixture["cache/blobs/sha256/" + layer.Digest.Hex];
    }

    [Fact]
    public async Task A_cache_never_gets_damage_into_an_image()
    {
        await using ImageFixture fixture = await ImageFixture.OpenAsync();
        Image image = new(await fixture.TwoLayersAsync(), Samples.Plain);
        ImageOutput output = new(fixture["image.tar"], ImageFormat.DualArchive) { BlobCache = fixture["cache"] };
        WrittenImage first = await ImageWriter.WriteAsync(fixture.Store, image, output);
        string blob = fixture["cache/blobs/sha256/" + first.Layers[1].Digest.Hex];
        byte[] bytes = File.ReadAllBytes(blob);
        bytes[^20] ^= 1;
        File.WriteAllBytes(blob, bytes);

        WrittenImage second = await ImageWriter.WriteAsync(fixture.Store, image, output);

        Assert.True(second.IsUnchanged);
        Assert.Equal(second.Layers[1].Digest, Digest.Compute(File.ReadAllBytes(blob)));
    }

    [Fact]
    public async Task A_cancelled_write_leaves_what_was_there_and_nothing_else()
    {
        await using ImageFixture fixture = await ImageFixture.OpenAsync();
        byte[] noise = new byte[24 << 20];
        new Random(17).NextBytes(noise);
        ChainId layer = await fixture.AddAsync("noise", Convert.ToBase64String(noise));
        Directory.CreateDirectory(fixture["out"]);
        File.WriteAllText(fixture["out/image.tar"], "old");

        // The first thing to appear is what is written before the archive; the layer takes many seconds at this level.
        using CancellationTokenSource cancellation = new();
        using FileSystemWatcher watcher = new(fixture["out"]) { EnableRaisingEvents = true };
        watcher.Created += (_, _) => cancellation.Cancel();
        ImageOutput output = new(fixture["out/image.tar"], ImageFormat.OciArchive) { Compression = LayerCompression.Zstd(19) };
        Task<WrittenImage> write = ImageWriter.WriteAsync(fixture.Store, new Image([new ImageLayer(layer)], Samples.Plain), output, cancellation.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => write);
        Assert.Equal("old", File.ReadAllText(fixture["out/image.tar"]));
        Assert.Single(Directory.GetFileSystemEntries(fixture["out"]));
    }

    [Fact]
    public async Task A_damaged_layer_ends_the_write()
    {
        await using ImageFixture fixture = await ImageFixture.OpenAsync(driver: "vfs");
        Image image = new(await fixture.TwoLayersAsync(), Samples.Plain);
        string[] copies = Directory.GetFiles(fixture["store"], "hello", SearchOption.AllDirectories);
        Array.ForEach(copies, copy => File.WriteAllText(copy, "jello\n"));
        Directory.CreateDirectory(fixture["out"]);

        await Assert.ThrowsAsync<LayerCorruptException>(() => fixture.WriteAsync(image, "out/image.tar", ImageFormat.DualArchive));

        Assert.Empty(Directory.GetFileSystemEntries(fixture["out"]));
    }

    [Fact]
    public async Task A_layer_that_is_not_there_is_an_error_of_the_store()
    {
        await using ImageFixture fixture = await ImageFixture.OpenAsync();
        Image image = new([new ImageLayer(ChainId.Of(null, DiffId.FromDigest(Digest.FromHash(SHA256.HashData([])))))], Samples.Plain);

        await Assert.ThrowsAsync<LayerNotFoundException>(() => fixture.WriteAsync(image, "image.tar", ImageFormat.DualArchive));
    }
}
