using LayerKit.Errors;

namespace LayerKit.Images.Tests;

/// <summary>What cannot be written is refused before anything is, in one line.</summary>
public sealed class RefusalTests
{
    public static TheoryData<string, ImageConfig> Configs => new()
    {
        { "environment is 'NOVALUE', expected NAME=VALUE", Samples.Plain with { Env = ["A=1", "NOVALUE"] } },
        { "environment is '=1', expected NAME=VALUE", Samples.Plain with { Env = ["=1"] } },
        { "port is '0', expected 1 to 65535, with /tcp, /udp or /sctp behind it or not", Samples.Plain with { ExposedPorts = ["0"] } },
        { "port is '80/tcp/udp', expected 1 to 65535, with /tcp, /udp or /sctp behind it or not", Samples.Plain with { ExposedPorts = ["80/tcp/udp"] } },
        { "port is '80/icmp', expected 1 to 65535, with /tcp, /udp or /sctp behind it or not", Samples.Plain with { ExposedPorts = ["80/icmp"] } },
        { "volume is 'data', expected an absolute path", Samples.Plain with { Volumes = ["data"] } },
        { "working directory is 'app', expected an absolute path", Samples.Plain with { WorkingDir = "app" } },
        { "label is '', expected a name", Samples.Plain with { Labels = new Dictionary<string, string> { [""] = "x" } } },
        { "platform is 'linux/', expected OS/ARCHITECTURE, such as linux/arm64", Samples.Plain with { Platform = new ImagePlatform("linux", "") } },
    };

    [Theory]
    [MemberData(nameof(Configs))]
    public async Task A_config_that_no_image_can_have(string reason, ImageConfig config)
    {
        await using ImageFixture fixture = await ImageFixture.OpenAsync();
        Image image = new(await fixture.TwoLayersAsync(), config);

        ImageConfigException error = await Assert.ThrowsAsync<ImageConfigException>(() => fixture.WriteAsync(image, "image.tar", ImageFormat.DualArchive));

        Assert.Equal($"cannot write the image: {reason}", error.Message);
        Assert.False(File.Exists(fixture["image.tar"]));
    }

    [Fact]
    public async Task An_image_without_layers()
    {
        await using ImageFixture fixture = await ImageFixture.OpenAsync();

        await Assert.ThrowsAsync<ImageConfigException>(() => fixture.WriteAsync(new Image([], Samples.Plain), "image.tar", ImageFormat.DualArchive));
    }

    [Theory]
    [InlineData(ImageFormat.DualArchive)]
    [InlineData(ImageFormat.DockerArchive)]
    public async Task Zstd_where_docker_is_to_read_it(ImageFormat format)
    {
        await using ImageFixture fixture = await ImageFixture.OpenAsync();
        IReadOnlyList<ImageLayer> layers = await fixture.TwoLayersAsync();
        Image image = new([layers[0], layers[1] with { Compression = LayerCompression.Zstd() }], Samples.Plain);

        ImageFormatException error = await Assert.ThrowsAsync<ImageFormatException>(() => fixture.WriteAsync(image, "image.tar", format));

        Assert.Equal($"cannot write image {fixture["image.tar"]}: docker before version 23 reads no zstd; compress with gzip, or write an OCI layout or OCI archive", error.Message);
    }

    [Theory]
    [InlineData("missing/image.tar", ImageFormat.DualArchive, "its directory does not exist")]
    [InlineData("missing/layout", ImageFormat.OciLayout, "its directory does not exist")]
    [InlineData("store", ImageFormat.DualArchive, "it is a directory")]
    public async Task An_output_that_cannot_be_there(string name, ImageFormat format, string reason)
    {
        await using ImageFixture fixture = await ImageFixture.OpenAsync();
        Image image = new(await fixture.TwoLayersAsync(), Samples.Plain);

        ImageNotWrittenException error = await Assert.ThrowsAsync<ImageNotWrittenException>(() => fixture.WriteAsync(image, name, format));

        Assert.Equal($"cannot write image {fixture[name]}: {reason}; what was there is as it was; name a place that this user may write and that has room", error.Message);
    }

    [Fact]
    public async Task A_tag_that_is_no_name()
    {
        await using ImageFixture fixture = await ImageFixture.OpenAsync();
        Image image = new(await fixture.TwoLayersAsync(), Samples.Plain);

        ImageNameException error = await Assert.ThrowsAsync<ImageNameException>(() => fixture.WriteAsync(image, "image.tar", ImageFormat.DualArchive, "web:1", "Web"));

        Assert.Equal("cannot name an image 'Web': it is not [HOST[:PORT]/]PATH[:TAG] with a path in lower case; use a name such as shop/web:1.4", error.Message);
    }
}
