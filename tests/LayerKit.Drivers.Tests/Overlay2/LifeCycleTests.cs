using LayerKit.Drivers.Overlay2;
using LayerKit.Drivers.Tests.Linux;
using LayerKit.Drivers.Tests.Tree;
using LayerKit.Errors;
using LayerKit.Identity;

namespace LayerKit.Drivers.Tests.Overlay2;

public sealed class LifeCycleTests : IDisposable
{
    private readonly OverlayFixture _overlay = new();

    public void Dispose() => _overlay.Dispose();

    [Fact]
    public void Layers_lie_where_docker_looks_for_them()
    {
        MakeTwo();
        _overlay.Driver.CreateReadWrite(OverlayFixture.Work, OverlayFixture.Top, new ReadWriteOptions(), CancellationToken.None);
        string baseLink = File.ReadAllText(_overlay.Path("base/link"));
        string topLink = File.ReadAllText(_overlay.Path("top/link"));

        Assert.Matches("^[A-Z2-7]{26}$", baseLink);
        Assert.Equal("../base/diff", new FileInfo(_overlay.Path($"l/{baseLink}")).LinkTarget);
        Assert.Equal($"l/{baseLink}", File.ReadAllText(_overlay.Path("top/lower")));
        Assert.Equal($"l/{topLink}:l/{baseLink}", File.ReadAllText(_overlay.Path("rw/lower")));
        Assert.Equal(["committed", "diff", "link"], Names("base"));
        Assert.Equal(["committed", "diff", "link", "lower"], Names("top"));
        Assert.Equal(["diff", "link", "lower", "work"], Names("rw"));
        Assert.Equal(0, new FileInfo(_overlay.Path("top/committed")).Length);
    }

    [Fact]
    public void A_layer_is_described_as_docker_inspect_does()
    {
        MakeTwo();
        _overlay.Driver.CreateReadWrite(OverlayFixture.Work, OverlayFixture.Top, new ReadWriteOptions(), CancellationToken.None);

        IReadOnlyDictionary<string, string> described = _overlay.Driver.Describe(OverlayFixture.Work);

        Assert.Equal(_overlay.Path("rw/diff"), described["UpperDir"]);
        Assert.Equal(_overlay.Path("rw/work"), described["WorkDir"]);
        Assert.Equal(_overlay.Path("rw/merged"), described["MergedDir"]);
        Assert.Equal($"{_overlay.Path("top/diff")}:{_overlay.Path("base/diff")}", described["LowerDir"]);
        Assert.DoesNotContain("LowerDir", _overlay.Driver.Describe(OverlayFixture.Base).Keys);
    }

    [Fact]
    public void A_layer_is_absent_until_its_commit_and_a_writer_that_is_disposed_leaves_nothing()
    {
        using (ILayerWriter writer = _overlay.Driver.Create(OverlayFixture.Base, null, CancellationToken.None))
        {
            writer.File("f");
            Assert.Equal(DriverPresence.Absent, _overlay.Driver.Presence(OverlayFixture.Base));
            Assert.Equal([OverlayFixture.Base], _overlay.Driver.List());
        }

        Assert.Empty(_overlay.Driver.List());
        Assert.Empty(Directory.GetFileSystemEntries(_overlay.Path("l")));
        Assert.Empty(Directory.GetFileSystemEntries(_overlay.Path("layerkit/staging")));
    }

    [Fact]
    public void A_staged_layer_is_absent_until_it_is_attached_and_can_be_removed()
    {
        _overlay.Make(OverlayFixture.Base, null, writer => writer.File("a"));
        using (ILayerWriter writer = _overlay.Driver.Stage(OverlayFixture.Top, CancellationToken.None))
        {
            writer.File("f", "content");
            writer.Commit();
        }

        Assert.Equal(DriverPresence.Absent, _overlay.Driver.Presence(OverlayFixture.Top));
        Assert.Contains(OverlayFixture.Top, _overlay.Driver.List());
        _overlay.Driver.Remove(OverlayFixture.Top, CancellationToken.None);
        Assert.Equal([OverlayFixture.Base], _overlay.Driver.List());
        Assert.Throws<DirectoryNotFoundException>(() => _overlay.Driver.Attach(OverlayFixture.Top, OverlayFixture.Base, CancellationToken.None));
    }

    [Fact]
    public void A_removal_takes_off_the_mount_and_leaves_nothing_and_can_be_repeated()
    {
        MakeTwo();
        _overlay.Driver.CreateReadWrite(OverlayFixture.Work, OverlayFixture.Top, new ReadWriteOptions(), CancellationToken.None);
        File.WriteAllText(_overlay.Driver.Mount(OverlayFixture.Work, null) + "/f", "");

        foreach (CacheId id in (CacheId[])[OverlayFixture.Work, OverlayFixture.Top, OverlayFixture.Base, OverlayFixture.Base])
        {
            _overlay.Driver.Remove(id, CancellationToken.None);
        }

        string[] expected =
            ["l/", "layerkit/", "layerkit/deviations/", "layerkit/empty/", "layerkit/removing/", "layerkit/staged/", "layerkit/staging/", "layerkit/views/"];
        Assert.Equal(expected, Shell.Paths(_overlay.Root));
    }

    [Fact]
    public void A_removal_that_was_killed_is_finished_by_the_next()
    {
        MakeTwo();
        Directory.Move(_overlay.Path("top"), _overlay.Path("layerkit/removing/top-0123456789abcdef"));
        Assert.Equal(DriverPresence.Absent, _overlay.Driver.Presence(OverlayFixture.Top));

        _overlay.Driver.Remove(OverlayFixture.Top, CancellationToken.None);

        Assert.Empty(Directory.GetFileSystemEntries(_overlay.Path("layerkit/removing")));
        Assert.Equal([File.ReadAllText(_overlay.Path("base/link"))], Directory.GetFileSystemEntries(_overlay.Path("l")).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("rm -r top/diff")]
    [InlineData("rm top/link")]
    [InlineData(": > top/link")]
    [InlineData(": > top/lower")]
    [InlineData("rm l/$(cat top/link)")]
    [InlineData("rm l/$(cat base/link)")]
    [InlineData("rm -r base")]
    [InlineData("echo nonsense > layerkit/deviations/top.jsonl")]
    public void What_a_power_cut_does_to_a_layer_is_seen(string damage)
    {
        MakeTwo();
        Assert.Equal(DriverPresence.Committed, _overlay.Driver.Presence(OverlayFixture.Top));

        Shell.Run("cd \"$1\"; " + damage, _overlay.Root);

        Assert.Equal(DriverPresence.Damaged, _overlay.Driver.Presence(OverlayFixture.Top));
    }

    [Theory]
    [InlineData("l")]
    [InlineData("layerkit")]
    public void Names_that_the_driver_uses_itself_are_no_ids(string name) =>
        Assert.Throws<ArgumentException>(() => _overlay.Driver.Create(CacheId.Parse(name), null, CancellationToken.None));

    [Fact]
    public void A_layer_that_is_there_is_not_made_again_and_a_parent_has_to_be_there()
    {
        MakeTwo();

        Assert.Throws<IOException>(() => _overlay.Driver.Create(OverlayFixture.Top, null, CancellationToken.None));
        Assert.Throws<DirectoryNotFoundException>(() => _overlay.Driver.Create(OverlayFixture.Work, CacheId.Parse("gone"), CancellationToken.None));
        Assert.Throws<DirectoryNotFoundException>(() => _overlay.Driver.Open(OverlayFixture.Work));
    }

    [Fact]
    public void A_size_for_all_is_refused_when_the_driver_is_made()
    {
        DriverOptionException error = Assert.Throws<DriverOptionException>(() => BuiltInDrivers.CreateCatalog().FindDriver("overlay2")!
            .Create(new DriverContext(_overlay.Root), [new("overlay2.size", "1G")]));

        Assert.Contains("no project quotas", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_probe_leaves_nothing_and_says_why_it_does_not_work()
    {
        Assert.True(Overlay2Driver.Probe(new DriverContext(_overlay.Path("not/yet"))).IsSupported);
        Assert.True(Overlay2Driver.Probe(new DriverContext(_overlay.Root)).IsSupported);
        DriverProbe? unprivileged = null;
        Shell.Run("chmod 777 \"$1\"", _overlay.Root);
        UnprivilegedThread.Run(() => unprivileged = Overlay2Driver.Probe(new DriverContext(_overlay.Path("new"))));

        Assert.Contains("unshare -Urm", unprivileged!.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(Shell.Paths(_overlay.Root), path => path.Contains("trial", StringComparison.Ordinal));
        DriverProbe odd = Overlay2Driver.Probe(new DriverContext("/proc/self"));
        Assert.False(odd.IsSupported);
    }

    [Fact]
    public void A_root_of_dockers_is_read_without_making_anything_in_it()
    {
        MakeTwo();
        Shell.Run("rm -r \"$1/layerkit\"; chmod 755 \"$1\"", _overlay.Root);
        string before = Shell.Tree(_overlay.Root);
        DriverContext context = new(_overlay.Root) { ReadOnly = true };
        Assert.True(Overlay2Driver.Probe(context).IsSupported);
        Overlay2Driver driver = new(context, new Overlay2Options());

        Assert.Equal(DriverPresence.Committed, driver.Presence(OverlayFixture.Top));
        Assert.Equal(["D /a", "A /c"], driver.Changes(OverlayFixture.Top, OverlayFixture.Base, CancellationToken.None).Select(change => change.ToString()));
        using ILayerContent content = driver.Open(OverlayFixture.Base);
        Assert.False(content.TryDescribe("none"u8, out _));
        Assert.Equal(2, driver.List().Count());
        Assert.Equal(before, Shell.Tree(_overlay.Root));
    }

    [Fact]
    public void A_checkout_and_a_content_are_the_merged_tree()
    {
        MakeTwo();
        string target = _overlay.Path("layerkit/views/out");

        Assert.Empty(_overlay.Driver.Checkout(OverlayFixture.Top, target, CancellationToken.None));

        Assert.Equal(["b", "c"], Shell.Paths(target));
        Assert.Equal(Shell.Tree(_overlay.TopTree), Shell.Tree(target));
        using ILayerContent content = _overlay.Driver.Open(OverlayFixture.Top);
        Assert.False(content.TryDescribe("a"u8, out _));
        Assert.True(content.TryDescribe("b"u8, out LayerEntry entry));
        Assert.Equal(3, entry.Size);
        Assert.Equal(5, _overlay.Driver.Usage([OverlayFixture.Top, OverlayFixture.Base]).Stored);
    }

    private void MakeTwo()
    {
        _overlay.Make(OverlayFixture.Base, null, writer => writer.File("a", "1").File("b", "123"));
        _overlay.Make(OverlayFixture.Top, OverlayFixture.Base, writer => writer.Whiteout("a").File("c", "1"));
    }

    private IEnumerable<string?> Names(string layer) => Directory.GetFileSystemEntries(_overlay.Path(layer)).Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
