using LayerKit.Drivers.Tests.Tree;

namespace LayerKit.Drivers.Tests.Vfs;

public sealed class WhiteoutTests : IDisposable
{
    private readonly VfsFixture _vfs = new();

    public void Dispose() => _vfs.Dispose();

    [Fact]
    public void A_whiteout_removes_a_file_a_link_and_a_whole_directory() => Assert.Equal(
        ["keep"],
        _vfs.Apply(
            lower => lower.File("file").Symlink("link", "keep").Directory("dir").File("dir/sub/deep").File("keep"),
            upper => upper.Whiteout("file").Whiteout("link").Whiteout("dir")));

    [Fact]
    public void A_whiteout_of_what_is_not_there_is_no_error() => Assert.Equal(
        ["file"],
        _vfs.Apply(lower => lower.File("file"), upper => upper.Whiteout("gone").Whiteout("no/such/place").Whiteout("file/below").Opaque("nowhere").Opaque("file")));

    [Fact]
    public void Whiteouts_in_a_base_layer_do_nothing()
    {
        _vfs.Make(VfsFixture.Base, null, writer => writer.File("d/gone").Whiteout("d/gone").Opaque("d").Whiteout("d"));

        Assert.Equal(["d/", "d/gone"], Shell.Paths(_vfs.BaseTree));
    }

    [Fact]
    public void A_whiteout_twice_is_the_same_as_once() => Assert.Equal(
        ["b"],
        _vfs.Apply(lower => lower.File("a").File("b"), upper => upper.Whiteout("a").Whiteout("a")));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_file_of_this_layer_stays_whether_it_comes_before_or_after(bool before)
    {
        _vfs.Apply(lower => lower.File("a", "old"), upper => _ = before ? upper.File("a", "new").Whiteout("a") : upper.Whiteout("a").File("a", "new"));

        Assert.Equal("new", File.ReadAllText(_vfs.TopTree + "/a"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_file_in_a_directory_that_is_whited_out_stays_in_a_plain_directory(bool before)
    {
        string[] paths = _vfs.Apply(
            lower => lower.Directory("d", 0x1C0, LayerScript.Attribute("user.old", "1")).File("d/old").File("d/sub/old"),
            upper => _ = before ? upper.File("d/sub/new").Whiteout("d") : upper.Whiteout("d").File("d/sub/new"));

        Assert.Equal(["d/", "d/sub/", "d/sub/new"], paths);
        Assert.Equal("755", Shell.Stat("%a", _vfs.TopTree + "/d"));
        Assert.DoesNotContain("user.old", Shell.Tree(_vfs.TopTree), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_directory_of_this_layer_loses_only_what_lower_layers_put_in_it(bool before)
    {
        string[] paths = _vfs.Apply(
            lower => lower.Directory("d").File("d/old"),
            upper => _ = before ? upper.Directory("d", 0x1C9).Whiteout("d") : upper.Whiteout("d").Directory("d", 0x1C9));

        Assert.Equal(["d/"], paths);
        Assert.Equal("711", Shell.Stat("%a", _vfs.TopTree + "/d"));
        Assert.Equal("2020-09-13 12:26:40.123456789 +0000", Shell.Stat("%y", _vfs.TopTree + "/d"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_opaque_directory_shows_only_this_layer(bool before)
    {
        string[] paths = _vfs.Apply(
            lower => lower.Directory("d", 0x1C0).File("d/a").File("d/b").File("d/sub/x").File("d/sub/y").File("other"),
            upper => _ = before
                ? upper.File("d/b", "new").File("d/sub/z").Opaque("d").Whiteout("d/a")
                : upper.Whiteout("d/a").Opaque("d").File("d/b", "new").File("d/sub/z"));

        Assert.Equal(["d/", "d/b", "d/sub/", "d/sub/z", "other"], paths);
        Assert.Equal("700", Shell.Stat("%a", _vfs.TopTree + "/d"));
        Assert.Equal("new", File.ReadAllText(_vfs.TopTree + "/d/b"));
    }

    [Fact]
    public void An_opaque_root_hides_everything_below() => Assert.Equal(
        ["new"],
        _vfs.Apply(lower => lower.File("a/b").File("c"), upper => upper.File("new").Opaque("")));

    [Fact]
    public void A_whiteout_below_a_whited_out_directory_is_no_error() => Assert.Empty(
        _vfs.Apply(lower => lower.File("d/a"), upper => upper.Whiteout("d").Whiteout("d/a")));

    [Fact]
    public void A_whiteout_goes_through_a_lower_link_and_not_through_the_last_one() => Assert.Equal(
        ["usr/", "usr/lib/", "usr/lib/b"],
        _vfs.Apply(
            lower => lower.File("usr/lib/a").File("usr/lib/b").Symlink("lib", "usr/lib"),
            upper => upper.Whiteout("lib/a").Whiteout("lib")));
}
