using LayerKit.Errors;
using LayerKit.Images.Naming;

namespace LayerKit.Images.Tests.Naming;

public sealed class ImageNameTests
{
    [Theory]
    [InlineData("web", "web:latest", "docker.io/library/web:latest")]
    [InlineData("web:1.4", "web:1.4", "docker.io/library/web:1.4")]
    [InlineData("shop/web", "shop/web:latest", "docker.io/shop/web:latest")]
    [InlineData("docker.io/web:1", "web:1", "docker.io/library/web:1")]
    [InlineData("index.docker.io/shop/web:1", "shop/web:1", "docker.io/shop/web:1")]
    [InlineData("ghcr.io/shop/web:1", "ghcr.io/shop/web:1", "ghcr.io/shop/web:1")]
    [InlineData("localhost/web", "localhost/web:latest", "localhost/web:latest")]
    [InlineData("localhost:5000/web", "localhost:5000/web:latest", "localhost:5000/web:latest")]
    [InlineData("[::1]:5000/web:V_1", "[::1]:5000/web:V_1", "[::1]:5000/web:V_1")]
    [InlineData("a__b/c-d.e---f:x", "a__b/c-d.e---f:x", "docker.io/a__b/c-d.e---f:x")]
    public void A_name_is_read_as_docker_reads_it(string text, string familiar, string full)
    {
        ImageName name = ImageName.Parse(text);

        Assert.Equal((familiar, full), (name.Familiar, name.Full));
    }

    [Theory]
    [InlineData("")]
    [InlineData(":1")]
    [InlineData("web:")]
    [InlineData("web:a b")]
    [InlineData("Web")]
    [InlineData("shop//web")]
    [InlineData("/web")]
    [InlineData("web/")]
    [InlineData("a..b")]
    [InlineData("-a")]
    [InlineData("web\n")]
    [InlineData("web@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    [InlineData("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    public void What_docker_refuses_is_no_name(string text) => Assert.Throws<ImageNameException>(() => ImageName.Parse(text));

    [Fact]
    public void A_name_that_is_too_long_is_none() => Assert.Throws<ImageNameException>(() => ImageName.Parse(new string('a', 256)));

    [Theory]
    [InlineData("1.4")]
    [InlineData("V1")]
    [InlineData("shop/web:1.4")]
    [InlineData("a--b+c@d")]
    public void A_reference_of_a_layout_may_be_more_than_a_name(string text) => ImageName.ThrowIfNoReference(text);

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("-a")]
    [InlineData("a/")]
    [InlineData("a\n")]
    public void Not_everything_is_a_reference(string text) => Assert.Throws<ImageNameException>(() => ImageName.ThrowIfNoReference(text));
}
