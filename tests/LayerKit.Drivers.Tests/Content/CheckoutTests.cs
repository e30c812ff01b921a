using LayerKit.Drivers.Tests.Tree;
using LayerKit.Identity;

namespace LayerKit.Drivers.Tests.Content;

public sealed class CheckoutTests : IDisposable
{
    private readonly ContentFixture _content = new();

    public CheckoutTests()
    {
        _content.Make(ContentFixture.Base, null, writer => writer
            .Directory("d", 0x1C0).File("d/a", "a").File("d/b", ContentFixture.Large(1)).File("o/x", "x").File("gone/deep/f", "f").File("f", "f").Symlink("lib", "usr/lib").File("usr/lib/old", "o"));
        _content.Make(ContentFixture.Top, ContentFixture.Base, writer => writer
            .Whiteout("d/a").File("o/y", "y").Opaque("o").Whiteout("gone").File("f/now-a-directory", "n").File("lib/new", "n").File("d/c", "c").Whiteout("never"));
    }

    public void Dispose() => _content.Dispose();

    [Fact]
    public void Whiteouts_are_carried_out_and_links_followed_as_vfs_does()
    {
        Assert.Equal(
            ["d/", "d/b", "d/c", "f/", "f/now-a-directory", "lib", "o/", "o/y", "usr/", "usr/lib/", "usr/lib/new", "usr/lib/old"],
            _content.CheckOut(ContentFixture.Top));
        Assert.Equal("700", Shell.Stat("%a", _content.Beside("out/d")));
        Assert.Equal(
            ["d/", "d/a", "d/b", "f", "gone/", "gone/deep/", "gone/deep/f", "lib", "o/", "o/x", "usr/", "usr/lib/", "usr/lib/old"],
            _content.CheckOut(ContentFixture.Base, "base"));
    }

    [Fact]
    public void An_empty_directory_is_taken_and_a_full_one_is_left_alone()
    {
        Directory.CreateDirectory(_content.Beside("out"));
        _content.CheckOut(ContentFixture.Base);

        Assert.Throws<IOException>(() => _content.CheckOut(ContentFixture.Top));
        Assert.True(File.Exists(_content.Beside("out/d/a")));
    }

    [Fact]
    public void A_cancelled_checkout_leaves_nothing()
    {
        using CancellationTokenSource source = new();
        source.Cancel();

        Assert.Throws<OperationCanceledException>(() => _content.Driver.Checkout(ContentFixture.Top, _content.Beside("out"), source.Token));

        Assert.False(Directory.Exists(_content.Beside("out")));
    }

    [Fact]
    public void What_is_not_there_cannot_be_checked_out() =>
        Assert.Throws<DirectoryNotFoundException>(() => _content.Driver.Checkout(CacheId.Parse("nothing"), _content.Beside("out"), CancellationToken.None));
}
