using LayerKit.Drivers.Tests.Tree;
using LayerKit.Identity;

namespace LayerKit.Drivers.Tests.Overlay2;

public sealed class ChangesTests : IDisposable
{
    private readonly OverlayFixture _overlay = new();

    public void Dispose() => _overlay.Dispose();

    [Theory]
    [InlineData("echo > d/new", "C /d|A /d/new")]
    [InlineData("rm d/a", "C /d|D /d/a")]
    [InlineData("rm -r d", "D /d")]
    [InlineData("rm -r d; mkdir d; echo > d/b; touch d/c", "C /d|D /d/a|C /d/b|A /d/c|D /d/sub")]
    [InlineData("rm -r d; mkdir -p d/sub; echo > d/sub/y", "C /d|D /d/a|D /d/b|C /d/sub|D /d/sub/x|A /d/sub/y")]
    [InlineData("mv d e", "D /d|A /e|A /e/a|A /e/b|A /e/sub|A /e/sub/x")]
    [InlineData("chmod 600 d/a; chmod 644 d/a", "")]
    [InlineData("touch -r d/b keep; echo more >> d/b; truncate -s 0 d/b; touch -r keep d/b; rm keep", "")]
    [InlineData("rm d/a; ln -s b d/a", "C /d|C /d/a")]
    [InlineData("rm d/a; mkdir d/a; touch d/a/in", "C /d|C /d/a|A /d/a/in")]
    [InlineData("rm -r d; touch d", "C /d")]
    [InlineData("setfattr -n user.note -v 1 d/sub/x", "C /d|C /d/sub|C /d/sub/x")]
    [InlineData("chmod 711 .", "C /")]
    [InlineData("mkdir n; touch n/f; rm -r n", "")]
    [InlineData("ln d/a hard", "A /hard")]
    [InlineData("mknod null c 1 3", "A /null")]
    public void A_script_makes_these_changes(string script, string expected)
    {
        string[] changes = _overlay.Change(Lower, script);

        Assert.Equal(expected, string.Join('|', changes));
        Assert.Equal(Naive(), changes);
    }

    [Theory]
    [InlineData("mv d e", "redirect_dir=on")]
    [InlineData("chmod 700 d/a", "redirect_dir=on,metacopy=on")]
    public void An_upper_directory_that_refers_to_lower_ones_is_compared_as_a_whole_tree(string script, string options)
    {
        const string MountAs = """
            mount -t overlay -o "lowerdir=$1/base/diff,upperdir=$1/rw/diff,workdir=$1/rw/work,$3" overlay "$1/layerkit/views"
            cd "$1/layerkit/views"; eval "$2"; cd /; umount "$1/layerkit/views"
            """;
        _overlay.Make(OverlayFixture.Base, null, Lower);
        _overlay.Driver.CreateReadWrite(OverlayFixture.Work, OverlayFixture.Base, new ReadWriteOptions(), CancellationToken.None);
        Shell.Run(MountAs, _overlay.Root, script, options);

        if (options.Contains("metacopy", StringComparison.Ordinal))
        {
            // Its content is elsewhere, and we do not let such a file stand for it: an error, never zeros.
            Assert.ThrowsAny<IOException>(() => _overlay.Changes(OverlayFixture.Work, OverlayFixture.Base));
            return;
        }

        Assert.Equal(["D /d", "A /e", "A /e/a", "A /e/b", "A /e/sub", "A /e/sub/x"], _overlay.Changes(OverlayFixture.Work, OverlayFixture.Base));
    }

    [Fact]
    public void Changes_leave_out_what_the_init_layer_has()
    {
        CacheId init = CacheId.Parse("rw-init");
        _overlay.Make(OverlayFixture.Base, null, Lower);
        _overlay.Driver.CreateReadWrite(init, OverlayFixture.Base, new ReadWriteOptions(), CancellationToken.None);
        File.WriteAllText(_overlay.Driver.Mount(init, null) + "/hosts", "x");
        _overlay.Driver.Unmount(init);
        _overlay.Driver.CreateReadWrite(OverlayFixture.Work, init, new ReadWriteOptions(), CancellationToken.None);
        string path = _overlay.Driver.Mount(OverlayFixture.Work, null);
        File.WriteAllText(path + "/mine", "x");

        Assert.Equal("x", File.ReadAllText(path + "/hosts"));
        Assert.Equal(["A /mine"], _overlay.Changes(OverlayFixture.Work, init));
        Assert.Equal(["A /hosts", "A /mine"], _overlay.Changes(OverlayFixture.Work, OverlayFixture.Base));
    }

    [Fact]
    public void Without_a_parent_everything_is_added()
    {
        _overlay.Make(OverlayFixture.Base, null, Lower);

        Assert.Equal(["A /d", "A /d/a", "A /d/b", "A /d/sub", "A /d/sub/x"], _overlay.Changes(OverlayFixture.Base, null));
    }

    private static void Lower(ILayerWriter writer) => writer.Directory("d").File("d/a").File("d/b").Directory("d/sub").File("d/sub/x");

    /// <summary>The same through mounts: the parent is not the direct one when there is an empty layer between.</summary>
    private string[] Naive()
    {
        CacheId copy = CacheId.Parse("copy");
        _overlay.Make(copy, null, Lower);
        return _overlay.Changes(OverlayFixture.Work, copy);
    }
}
