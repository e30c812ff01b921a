using System.Text.Json.Nodes;
using LayerKit.Errors;

namespace LayerKit.Images.Tests;

/// <summary>Layouts as directories that hold more than one image, and are written by more than one process.</summary>
public sealed class LayoutTests
{
    private static readonly DateTime LongAgo = new(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);

    [Fact]
    public async Task Other_images_and_what_others_wrote_stay()
    {
        await using ImageFixture fixture = await ImageFixture.OpenAsync();
        IReadOnlyList<ImageLayer> layers = await fixture.TwoLayersAsync();
        await fixture.WriteAsync(new Image(layers, Samples.Plain), "layout", ImageFormat.OciLayout, "one");
        JsonObject index = ReadIndex(fixture);
        index["annotations"] = new JsonObject { ["of"] = "another tool" };
        index["manifests"]![0]!["urls"] = new JsonArray("https://example.com");
        File.WriteAllText(fixture["layout/index.json"], index.ToJsonString());

        await fixture.WriteAsync(new Image([layers[0]], Samples.Plain), "layout", ImageFormat.OciLayout, "two", "three");

        JsonObject after = ReadIndex(fixture);
        Assert.Equal(["one", "two", "three"], References(after));
        Assert.True(JsonNode.DeepEquals(index["annotations"], after["annotations"]));
        Assert.True(JsonNode.DeepEquals(index["manifests"]![0], after["manifests"]![0]));
    }

    [Fact]
    public async Task A_name_that_moves_takes_its_place_and_the_old_image_goes()
    {
        await using ImageFixture fixture = await ImageFixture.OpenAsync();
        IReadOnlyList<ImageLayer> layers = await fixture.TwoLayersAsync();
        await fixture.WriteAsync(new Image(layers, Samples.Plain), "layout", ImageFormat.OciLayout, "one", "two");
        await fixture.WriteAsync(new Image([layers[0]], Samples.Full), "layout", ImageFormat.OciLayout, "one");
        Assert.Equal(["one", "two"], References(ReadIndex(fixture)));
        Assert.Equal(6, Blobs(fixture).Length);

        WrittenImage last = await fixture.WriteAsync(new Image([layers[0]], Samples.Full), "layout", ImageFormat.OciLayout, "two");

        Assert.Equal([last.Digest.Hex, last.ConfigDigest.Hex, last.Layers[0].Digest.Hex], Blobs(fixture).Select(Path.GetFileName).ToHashSet());
    }

    [Fact]
    public async Task Only_blobs_that_change_are_written()
    {
        await using ImageFixture fixture = await ImageFixture.OpenAsync();
        IReadOnlyList<ImageLayer> layers = await fixture.TwoLayersAsync();
        await fixture.WriteAsync(new Image(layers, Samples.Plain), "layout", ImageFormat.OciLayout, "one");
        Array.ForEach(Directory.GetFiles(fixture["layout"], "*", SearchOption.AllDirectories), file => File.SetLastWriteTimeUtc(file, LongAgo));

        WrittenImage same = await fixture.WriteAsync(new Image(layers, Samples.Plain), "layout", ImageFormat.OciLayout, "one");

        Assert.True(same.IsUnchanged);
        Assert.Empty(Written(fixture));

        ImageLayer changed = new(await fixture.AddAsync("world", "changed", layers[0].ChainId));
        WrittenImage next = await fixture.WriteAsync(new Image([layers[0], changed], Samples.Plain), "layout", ImageFormat.OciLayout, "one");

        Assert.False(next.IsUnchanged);
        string[] expected = [next.Digest.Hex, next.ConfigDigest.Hex, next.Layers[1].Digest.Hex, "index.json"];
        Assert.Equal(expected.ToHashSet(), Written(fixture).Where(name => !name.Contains('-', StringComparison.Ordinal)).ToHashSet());
    }

    [Fact]
    public async Task Another_level_is_another_blob()
    {
        await using ImageFixture fixture = await ImageFixture.OpenAsync();
        Image image = new(await fixture.TwoLayersAsync(), Samples.Plain);
        ImageOutput output = new(fixture["layout"], ImageFormat.OciLayout) { Tags = ["one"] };

        WrittenImage fast = await ImageWriter.WriteAsync(fixture.Store, image, output with { Compression = LayerCompression.Gzip(1) });
        WrittenImage small = await ImageWriter.WriteAsync(fixture.Store, image, output with { Compression = LayerCompression.Gzip(9) });

        Assert.NotEqual(fast.Layers[1].Digest, small.Layers[1].Digest);
        Assert.Equal(fast.ConfigDigest, small.ConfigDigest);
    }

    [Fact]
    public async Task A_nameless_image_replaces_the_nameless_one_of_its_platform()
    {
        await using ImageFixture fixture = await ImageFixture.OpenAsync();
        IReadOnlyList<ImageLayer> layers = await fixture.TwoLayersAsync();
        await fixture.WriteAsync(new Image(layers, Samples.Plain), "layout", ImageFormat.OciLayout);
        await fixture.WriteAsync(new Image(layers, Samples.Full), "layout", ImageFormat.OciLayout);

        WrittenImage last = await fixture.WriteAsync(new Image([layers[0]], Samples.Plain), "layout", ImageFormat.OciLayout);

        JsonArray manifests = ReadIndex(fixture)["manifests"]!.AsArray();
        Assert.Equal(["amd64", "arm64"], manifests.Select(manifest => $"{manifest!["platform"]!["architecture"]}"));
        Assert.Equal($"{last.Digest}", $"{manifests[0]!["digest"]}");
    }

    [Fact]
    public async Task Nothing_is_removed_while_an_image_cannot_be_followed()
    {
        await using ImageFixture fixture = await ImageFixture.OpenAsync();
        IReadOnlyList<ImageLayer> layers = await fixture.TwoLayersAsync();
        WrittenImage lost = await fixture.WriteAsync(new Image(layers, Samples.Full), "layout", ImageFormat.OciLayout, "lost");
        await fixture.WriteAsync(new Image(layers, Samples.Plain), "layout", ImageFormat.OciLayout, "one");
        File.Delete(fixture["layout/blobs/sha256/" + lost.Digest.Hex]);
        int before = Blobs(fixture).Length;

        await fixture.WriteAsync(new Image([layers[0]], Samples.Plain), "layout", ImageFormat.OciLayout, "one");

        Assert.Equal(before + 2, Blobs(fixture).Length);
    }

    [Fact]
    public async Task Writers_at_the_same_time_all_get_their_names_in()
    {
        await using ImageFixture fixture = await ImageFixture.OpenAsync();
        Image image = new(await fixture.TwoLayersAsync(), Samples.Plain);
        string[] tags = [.. Enumerable.Range(0, 8).Select(i => $"v{i}")];

        await Task.WhenAll(tags.Select(tag => fixture.WriteAsync(image, "layout", ImageFormat.OciLayout, tag)));

        Assert.Equal(tags.ToHashSet(), References(ReadIndex(fixture)).ToHashSet());
        Assert.Empty(Directory.GetFiles(fixture["layout"], "*.part", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task What_a_killed_writer_left_goes_at_the_next_write()
    {
        await using ImageFixture fixture = await ImageFixture.OpenAsync();
        Directory.CreateDirectory(fixture["layout"]);
        File.WriteAllText(fixture["layout/blob.x.part"], "half");

        await fixture.WriteAsync(new Image(await fixture.TwoLayersAsync(), Samples.Plain), "layout", ImageFormat.OciLayout, "one");

        Assert.False(File.Exists(fixture["layout/blob.x.part"]));
    }

    [Theory]
    [InlineData("readme", "text", "it has files but no oci-layout")]
    [InlineData("oci-layout", """{"imageLayoutVersion":"2.0.0"}""", "its version is '2.0.0'")]
    [InlineData("oci-layout", "{", "its oci-layout is damaged")]
    [InlineData("index.json", """{"schemaVersion":2}""", "its index.json has no manifests")]
    [InlineData("index.json", "[", "its index.json is damaged")]
    public async Task What_is_no_layout_is_not_touched(string file, string content, string reason)
    {
        await using ImageFixture fixture = await ImageFixture.OpenAsync();
        Image image = new(await fixture.TwoLayersAsync(), Samples.Plain);
        Directory.CreateDirectory(fixture["layout"]);
        if (file == "index.json")
        {
            File.WriteAllText(fixture["layout/oci-layout"], """{"imageLayoutVersion":"1.0.0"}""");
        }

        File.WriteAllText(fixture["layout/" + file], content);

        ImageLayoutException error = await Assert.ThrowsAsync<ImageLayoutException>(() => fixture.WriteAsync(image, "layout", ImageFormat.OciLayout, "one"));

        Assert.Contains($"cannot use {fixture["layout"]} as an OCI layout: {reason}", error.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(fixture["layout/" + file]));
    }

    private static JsonObject ReadIndex(ImageFixture fixture) => JsonNode.Parse(File.ReadAllText(fixture["layout/index.json"]))!.AsObject();

    private static IEnumerable<string> References(JsonObject index) =>
        index["manifests"]!.AsArray().Select(manifest => $"{manifest!["annotations"]!["org.opencontainers.image.ref.name"]}");

    private static string[] Blobs(ImageFixture fixture) => Directory.GetFiles(fixture["layout/blobs/sha256"]);

    private static IEnumerable<string> Written(ImageFixture fixture) =>
        Directory.GetFiles(fixture["layout"], "*", SearchOption.AllDirectories).Where(file => File.GetLastWriteTimeUtc(file) != LongAgo).Select(file => Path.GetFileName(file));
}
