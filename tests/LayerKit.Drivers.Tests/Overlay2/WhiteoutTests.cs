using LayerKit.Drivers.Tests.Tree;
using LayerKit.Errors;

namespace LayerKit.Drivers.Tests.Overlay2;

/// <summary>Ordinary layers that other stores apply wrongly or refuse: phantoms, replaced links, modes that change, attributes that take effect.</summary>
public sealed class WhiteoutTests : IDisposable
{
    private readonly OverlayFixture _overlay = new();

    public void Dispose() => _overlay.Dispose();

    [Fact]
    public void A_whiteout_in_an_opaque_directory_leaves_no_phantom() =>
        AssertTop(["d/", "top"], upper => upper.Opaque("d").Whiteout("d/a"));

    [Fact]
    public void A_whiteout_before_the_mark_that_makes_its_directory_opaque_leaves_no_phantom() =>
        AssertTop(["d/", "top"], upper => upper.Whiteout("d/a").Opaque("d"));

    [Fact]
    public void A_whiteout_in_a_new_directory_leaves_no_phantom() =>
        AssertTop(["d/", "d/a", "d/b", "only/", "only/file", "top"], upper => upper.Directory("only").File("only/file").Whiteout("only/z"));

    [Fact]
    public void Whiteouts_in_the_bottom_layer_leave_no_phantom()
    {
        _overlay.Make(OverlayFixture.Base, null, writer => writer.Directory("d").Whiteout("d/gone").Whiteout("gone").Opaque("d"));

        Assert.Equal(["d/"], Shell.Paths(_overlay.Driver.Mount(OverlayFixture.Base, null)));
        Assert.Equal(["d/"], Shell.Paths(_overlay.Path("base/diff")));
    }

    [Fact]
    public void A_file_and_then_its_whiteout_in_one_layer_leave_the_file() =>
        AssertTop(["d/", "d/a", "d/b", "n", "top"], upper => upper.File("n").Whiteout("n"));

    [Fact]
    public void A_whiteout_and_then_the_file_leave_the_new_file()
    {
        AssertTop(["d/", "d/a", "d/b", "top"], upper => upper.Whiteout("d/a").File("d/a", "new"));
        Assert.Equal("new", File.ReadAllText(_overlay.TopTree + "/d/a"));
    }

    [Fact]
    public void A_whiteout_twice_is_the_same_as_once() =>
        AssertTop(["d/", "d/b", "top"], upper => upper.Whiteout("d/a").Whiteout("d/a"));

    [Fact]
    public void A_hard_link_to_a_file_of_a_lower_layer_copies_the_file_up()
    {
        AssertTop(["d/", "d/a", "d/b", "link", "top"], upper => upper.HardLink("link", "d/a"));

        Assert.Equal("2", Shell.Stat("%h", _overlay.TopTree + "/link"));
        Assert.Equal("1", Shell.Stat("%h", _overlay.Path("base/diff/d/a")));
        Assert.Equal("a", File.ReadAllText(_overlay.TopTree + "/link"));
        Assert.Equal(["A /link"], _overlay.Changes(OverlayFixture.Top, OverlayFixture.Base));
    }

    [Fact]
    public void A_hard_link_to_a_file_that_has_other_names_below_is_one_file_with_all_it_shows()
    {
        _overlay.Make(OverlayFixture.Base, null, writer => writer.File("a", "x").HardLink("b", "a").HardLink("d/c", "a").HardLink("hidden", "a").HardLink("other", "a"));
        _overlay.Make(OverlayFixture.Top, OverlayFixture.Base, writer => writer.Whiteout("hidden").File("other", "mine").HardLink("e", "b"));

        Assert.Equal("4", Shell.Stat("%h", _overlay.TopTree + "/e"));
        Assert.Equal(Shell.Stat("%i", _overlay.TopTree + "/e"), Shell.Stat("%i", _overlay.TopTree + "/d/c"));
        Assert.Equal(["a", "b", "d/", "d/c", "e", "other"], Shell.Paths(_overlay.TopTree));
        Assert.Equal(["A /e", "D /hidden", "C /other"], _overlay.Changes(OverlayFixture.Top, OverlayFixture.Base));
    }

    [Fact]
    public void A_directory_without_an_entry_keeps_mode_owner_time_and_attributes()
    {
        AssertTop(["d/", "d/a", "d/b", "d/new", "top"], upper => upper.File("d/new"));

        Assert.Equal("700 7:8 2020-09-13 12:26:40.123456789 +0000", Shell.Stat("%a %u:%g %y", _overlay.TopTree + "/d"));
        Assert.Contains("user.of=0x64", Shell.Tree(_overlay.TopTree), StringComparison.Ordinal);
    }

    [Fact]
    public void A_whiteout_below_a_directory_that_is_whited_out_is_no_error() =>
        AssertTop(["top"], upper => upper.Whiteout("d").Whiteout("d/.a").Whiteout("d/a"));

    [Fact]
    public void A_hard_link_to_what_the_same_layer_hides_is_a_clear_error() => Assert.Throws<UnsupportedTarEntryException>(
        () => _overlay.Apply(Lower, upper => upper.Whiteout("top").HardLink("link", "top")));

    [Fact]
    public void A_link_of_a_lower_layer_is_followed_and_stays()
    {
        string[] paths = _overlay.Apply(
            lower => lower.File("usr/lib/old").Symlink("lib", "usr/lib").Symlink("lib64", "/lib"),
            upper => upper.File("lib/new").File("lib64/newer").Whiteout("lib/old"));

        Assert.Equal(["lib", "lib64", "usr/", "usr/lib/", "usr/lib/new", "usr/lib/newer"], paths);
        using ILayerContent content = _overlay.Driver.Open(OverlayFixture.Top);
        using Stream file = content.OpenFile("lib64/newer"u8);
        Assert.Equal(0, file.Length);
    }

    [Theory]
    [InlineData("trusted.overlay.opaque", "y")]
    [InlineData("trusted.overlay.redirect", "/secret")]
    [InlineData("trusted.overlay.metacopy", "")]
    [InlineData("trusted.overlay.overlay.opaque", "y")]
    public void Overlayfs_own_attributes_in_an_archive_are_kept_and_take_no_effect(string name, string value)
    {
        Xattr attribute = LayerScript.Attribute(name, value);
        string[] paths = _overlay.Apply(
            lower => lower.File("pub/p").File("secret/s").File("file", "content"),
            upper => upper.Directory("pub", 0x1ED, attribute).Node(LayerEntryType.File, "own", xattrs: attribute));

        Assert.Equal(["file", "own", "pub/", "pub/p", "secret/", "secret/s"], paths);
        string hex = value.Length == 0 ? "0x" : $"0x{Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(value))}";
        Assert.Contains($"# file: pub\n{name}={hex}", Shell.Tree(_overlay.TopTree), StringComparison.Ordinal);
        using ILayerContent content = _overlay.Driver.Open(OverlayFixture.Top);
        Assert.True(content.TryDescribe("own"u8, out LayerEntry entry));
        Assert.Equal(attribute.Name.Span, Assert.Single(entry.Xattrs!).Name.Span);
    }

    [Fact]
    public void A_device_that_would_be_a_whiteout_is_refused_and_leaves_nothing()
    {
        UnsupportedTarEntryException error = Assert.Throws<UnsupportedTarEntryException>(() => _overlay.Apply(Lower, upper => upper.Add(
            new LayerEntry { Path = "d/a"u8, Type = LayerEntryType.CharacterDevice, Mode = 0x1A4 }, LayerPayload.Empty)));

        Assert.Contains("'d/a'", error.Message, StringComparison.Ordinal);
        Assert.Equal([OverlayFixture.Base], _overlay.Driver.List());
    }

    [Fact]
    public void An_opaque_root_hides_everything_below() =>
        AssertTop(["new"], upper => upper.File("new").Opaque(""));

    [Fact]
    public void A_directory_in_the_place_of_one_that_was_hidden_shows_only_its_own() =>
        AssertTop(["d/", "d/new", "top"], upper => upper.Whiteout("d").Directory("d").File("d/new"));

    [Fact]
    public void A_directory_in_the_place_of_a_file_of_its_own_layer_shows_nothing_of_lower_ones() =>
        AssertTop(["d/", "top"], upper => upper.File("d").Directory("d"));

    [Fact]
    public void The_roots_own_metadata_is_that_of_the_last_layer_that_says_it()
    {
        _overlay.Make(OverlayFixture.Base, null, writer => writer.Directory("", 0x1E8, LayerScript.Attribute("user.root", "r")));
        _overlay.Make(OverlayFixture.Top, OverlayFixture.Base, writer => writer.File("f"));

        Assert.StartsWith("750 2020-09-13 12:26:40", Shell.Stat("%a %y", _overlay.TopTree), StringComparison.Ordinal);
        Assert.Contains("user.root=0x72", Shell.Tree(_overlay.TopTree), StringComparison.Ordinal);
    }

    private static void Lower(ILayerWriter lower)
    {
        LayerEntry closed = new()
        {
            Path = "d"u8,
            Type = LayerEntryType.Directory,
            Mode = 0x1C0,
            UserId = 7,
            GroupId = 8,
            ModifiedTime = LayerScript.Time,
            Xattrs = [LayerScript.Attribute("user.of", "d")],
        };
        lower.Add(closed, LayerPayload.Empty);
        lower.File("d/a", "a").File("d/b").File("top");
    }

    /// <summary>Applies a layer directly, and with its parent attached afterwards; both have to show the paths.</summary>
    private void AssertTop(string[] expected, Action<ILayerWriter> upper)
    {
        Assert.Equal(expected, _overlay.Apply(Lower, upper));
        _overlay.MakeStaged(OverlayFixture.Work, OverlayFixture.Base, upper);
        Assert.Equal(Shell.Tree(_overlay.TopTree), Shell.Tree(_overlay.Driver.Mount(OverlayFixture.Work, null)));
    }
}
