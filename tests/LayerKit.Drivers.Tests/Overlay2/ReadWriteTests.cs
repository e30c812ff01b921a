using LayerKit.Drivers.Tests.Tree;
using LayerKit.Errors;

namespace LayerKit.Drivers.Tests.Overlay2;

/// <summary>What else can be done with an RW layer: apply to it, seal it, clone it.</summary>
public sealed class ReadWriteTests : IDisposable
{
    private readonly OverlayFixture _overlay = new();

    public ReadWriteTests() => _overlay.Make(OverlayFixture.Base, null, writer => writer.Directory("d", 0x1C0).File("d/a", "a").File("d/b").Symlink("l", "d"));

    public void Dispose() => _overlay.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_applied_diff_hides_what_the_RW_layer_showed(bool hasParent)
    {
        _overlay.Driver.CreateReadWrite(OverlayFixture.Work, hasParent ? OverlayFixture.Base : null, new ReadWriteOptions(), CancellationToken.None);
        Shell.Run("cd \"$1\"; mkdir -p own; touch own/f own/g", _overlay.Driver.Mount(OverlayFixture.Work, null));
        _overlay.Driver.Unmount(OverlayFixture.Work);

        using (ILayerWriter writer = _overlay.Driver.ApplyDiff(OverlayFixture.Work, CancellationToken.None))
        {
            writer.Whiteout("own/f").Whiteout("d/a").File("l/new", "n").Directory("marked", 0x1ED, LayerScript.Attribute("trusted.overlay.opaque", "y"));
            writer.Commit();
        }

        string[] expected = hasParent
            ? ["d/", "d/b", "d/new", "l", "marked/", "own/", "own/g"]
            : ["l/", "l/new", "marked/", "own/", "own/g"];
        string path = _overlay.Driver.Mount(OverlayFixture.Work, null);
        Assert.Equal(expected, Shell.Paths(path));
        Assert.Equal(hasParent ? "700" : "755", Shell.Stat("%a", path + (hasParent ? "/d" : "/l")));
    }

    [Fact]
    public void A_sealed_RW_layer_is_a_layer_until_it_is_mounted_to_be_written_to()
    {
        MakeWork();
        _overlay.Driver.Seal(OverlayFixture.Work, OverlayFixture.Base, CancellationToken.None);
        _overlay.Driver.Seal(OverlayFixture.Work, OverlayFixture.Base, CancellationToken.None);
        Assert.Throws<IOException>(() => File.WriteAllText(_overlay.Driver.MountReadOnly(OverlayFixture.Work, null) + "/x", ""));
        _overlay.Driver.Unmount(OverlayFixture.Work);

        File.WriteAllText(_overlay.Driver.Mount(OverlayFixture.Work, null) + "/x", "");
        _overlay.Driver.Unmount(OverlayFixture.Work);
        _overlay.Driver.Seal(OverlayFixture.Work, OverlayFixture.Base, CancellationToken.None);
        _overlay.Make(OverlayFixture.Top, OverlayFixture.Work, writer => writer.Whiteout("x"));

        Assert.Equal(["d/", "d/b", "l", "made"], Shell.Paths(_overlay.TopTree));
        Assert.Throws<IOException>(() => File.WriteAllText(_overlay.Driver.Mount(OverlayFixture.Work, null) + "/y", ""));
    }

    [Fact]
    public void A_clone_has_the_changes_and_shares_no_file_with_what_goes_on()
    {
        MakeWork();
        string path = _overlay.Driver.Mount(OverlayFixture.Work, null);

        _overlay.Driver.Clone(OverlayFixture.Top, OverlayFixture.Work, OverlayFixture.Base, CancellationToken.None);
        File.WriteAllText(path + "/made", "later");

        Assert.Equal(["C /d", "D /d/a", "A /made"], _overlay.Changes(OverlayFixture.Top, OverlayFixture.Base));
        Assert.Equal("first", File.ReadAllText(_overlay.TopTree + "/made"));
    }

    [Fact]
    public void A_size_is_refused_honestly_and_an_unknown_option_with_it()
    {
        ReadWriteOptions options = new() { StorageOptions = new Dictionary<string, string> { ["size"] = "1G", ["odd"] = "x" } };

        DriverOptionException error = Assert.Throws<DriverOptionException>(
            () => _overlay.Driver.CreateReadWrite(OverlayFixture.Work, OverlayFixture.Base, options, CancellationToken.None));

        Assert.Contains("size=1G: expected no limit of the size, because LayerKit sets no project quotas", error.Message, StringComparison.Ordinal);
        Assert.Contains("odd=x", error.Message, StringComparison.Ordinal);
        Assert.Equal([OverlayFixture.Base], _overlay.Driver.List());
    }

    private void MakeWork()
    {
        _overlay.Driver.CreateReadWrite(OverlayFixture.Work, OverlayFixture.Base, new ReadWriteOptions(), CancellationToken.None);
        Shell.Run("cd \"$1\"; rm d/a; printf first > made", _overlay.Driver.Mount(OverlayFixture.Work, null));
        _overlay.Driver.Unmount(OverlayFixture.Work);
    }
}
