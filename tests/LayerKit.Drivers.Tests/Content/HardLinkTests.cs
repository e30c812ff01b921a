using LayerKit.Drivers.Tests.Tree;
using LayerKit.Errors;
using LayerKit.Identity;

namespace LayerKit.Drivers.Tests.Content;

/// <summary>Hard links to files that only a lower layer has.</summary>
public sealed class HardLinkTests : IDisposable
{
    private static readonly CacheId Middle = CacheId.Parse("middle");

    private readonly ContentFixture _content = new();

    public HardLinkTests()
    {
        _content.Make(ContentFixture.Base, null, writer => writer.File("d/f", "lower").Directory("e").Symlink("s", "d").File("gone/f", "x"));
        _content.Make(Middle, ContentFixture.Base, writer => writer.Whiteout("gone"));
    }

    public void Dispose() => _content.Dispose();

    [Fact]
    public void A_link_to_a_lower_file_is_that_file_in_a_checkout()
    {
        _content.Make(ContentFixture.Top, Middle, writer => writer.HardLink("link", "d/f").HardLink("through", "s/f"));

        _content.CheckOut(ContentFixture.Top);

        Assert.Equal("lower", File.ReadAllText(_content.Beside("out/link")));
        Assert.Equal("3", Shell.Stat("%h", _content.Beside("out/d/f")));
        using ILayerContent content = _content.Driver.Open(ContentFixture.Top);
        Assert.True(content.TryDescribe("link"u8, out LayerEntry entry));
        Assert.Equal(LayerEntryType.HardLink, entry.Type);
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("d/nowhere")]
    [InlineData("e")]
    [InlineData("gone/f")]
    [InlineData("later")]
    public void A_link_to_what_is_not_there_is_refused_and_leaves_nothing(string target)
    {
        UnsupportedTarEntryException error = Assert.Throws<UnsupportedTarEntryException>(
            () => _content.Make(ContentFixture.Top, Middle, writer => writer.HardLink("link", target).File("later", "x")));

        Assert.Contains($"'{target}'", error.Message, StringComparison.Ordinal);
        Assert.Equal(DriverPresence.Absent, _content.Driver.Presence(ContentFixture.Top));
        _content.Audit();
    }

    [Theory]
    [InlineData("d/f")]
    [InlineData("d")]
    public void A_link_to_a_file_that_its_own_layer_hides_is_refused(string hidden) =>
        Assert.Throws<UnsupportedTarEntryException>(
            () => _content.Make(ContentFixture.Top, Middle, writer => writer.Whiteout(hidden).HardLink("link", "d/f")));

    [Fact]
    public void A_link_into_an_opaque_directory_is_refused() =>
        Assert.Throws<UnsupportedTarEntryException>(() => _content.Make(ContentFixture.Top, Middle, writer => writer.Opaque("d").HardLink("link", "d/f")));

    [Fact]
    public void A_base_layer_has_no_lower_file_to_link_to() =>
        Assert.Throws<UnsupportedTarEntryException>(() => _content.Make(ContentFixture.Top, null, writer => writer.HardLink("link", "d/f")));
}
