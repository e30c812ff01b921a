using LayerKit.Identity;

namespace LayerKit.Tests;

/// <summary>What a store does differently when its driver mounts and keeps only what changed.</summary>
public sealed class Overlay2StoreTests
{
    private static readonly byte[] Base = new TarBuilder().Directory("etc").File("etc/hosts", "127.0.0.1").File("gone", "gone").Build();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_committed_RW_layer_is_the_tar_of_its_diff_and_its_children_see_it(bool consume)
    {
        await using StoreFixture fixture = await OpenAsync();
        using Layer parent = await fixture.RegisterAsync(Base);
        RWLayer job = await fixture.Store.CreateRWLayerAsync("job", parent.ChainId);
        string upper = job.DriverMetadata["UpperDir"];
        using (Mount mount = job.Mount())
        {
            File.Delete(Path.Combine(mount.Path, "gone"));
            Directory.Delete(Path.Combine(mount.Path, "etc"), recursive: true);
            Directory.CreateDirectory(Path.Combine(mount.Path, "etc"));
            File.WriteAllText(Path.Combine(mount.Path, "etc", "new"), "new");
        }

        byte[] diff;
        using (Stream tar = job.OpenDiff())
        {
            diff = Bytes.OfStream(tar);
        }

        using Layer layer = await job.CommitAsync(new CommitOptions { Consume = consume });
        using Layer child = await fixture.RegisterAsync(new TarBuilder().File("etc/child", "child").Build(), layer.ChainId);

        Assert.Equal(DiffId.FromDigest(Digest.Compute(diff)), layer.DiffId);
        Assert.Equal(diff, Bytes.OfTar(layer));
        Assert.Equal(consume, layer.DriverMetadata["UpperDir"] == upper);
        Assert.Equal(consume ? [] : ["job"], fixture.Store.RWLayers());
        using Mount view = child.Mount();
        Assert.Equal(["child", "new"], Directory.GetFiles(Path.Combine(view.Path, "etc")).Select(Path.GetFileName).Order());
        Assert.False(File.Exists(Path.Combine(view.Path, "gone")));
    }

    [Fact]
    public async Task A_view_cannot_be_written_to_and_ends_with_its_last_mount()
    {
        await using StoreFixture fixture = await OpenAsync();
        using Layer layer = await fixture.RegisterAsync(Base);
        using Mount view = layer.Mount();
        using Mount second = layer.Mount();

        Assert.Equal(view.Path, second.Path);
        Assert.Throws<IOException>(() => File.WriteAllText(Path.Combine(view.Path, "gone"), "else"));
        view.Unmount();
        Assert.Equal("gone", File.ReadAllText(Path.Combine(second.Path, "gone")));
        second.Unmount();
        Assert.False(Directory.Exists(second.Path));
    }

    [Fact]
    public async Task A_layer_applied_to_an_RW_layer_shows_in_its_mount()
    {
        await using StoreFixture fixture = await OpenAsync();
        using Layer layer = await fixture.RegisterAsync(Base);
        await using RWLayer job = await fixture.Store.CreateRWLayerAsync("job", layer.ChainId);

        await job.ApplyAsync(new MemoryStream(new TarBuilder().File("etc/.wh.hosts", "").File("etc/more", "more").Build()));

        Assert.Equal(["C /etc", "D /etc/hosts", "A /etc/more"], job.Changes().Select(change => change.ToString()));
        using Mount mount = job.Mount();
        Assert.Equal(["more"], Directory.GetFiles(Path.Combine(mount.Path, "etc")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task What_a_killed_process_left_mounted_is_taken_over_and_removed_with_the_RW_layer()
    {
        await using StoreFixture fixture = await OpenAsync();
        string path;
        await using (RWLayer job = await fixture.Store.CreateRWLayerAsync("job", (await fixture.RegisterAsync(Base)).ChainId))
        {
            using Mount mount = job.Mount(new MountOptions { Persistent = true });
            path = mount.Path;
        }

        await fixture.ReopenAsync(OnOverlay2);
        Assert.True(File.Exists(Path.Combine(path, "gone")));
        using (RWLayer again = fixture.Store.GetRWLayer("job"))
        {
            using Mount mount = again.Mount();
            Assert.Equal(path, mount.Path);
        }

        fixture.Store.Unmount("job");
        Assert.Single(await fixture.Store.RemoveRWLayerAsync("job"));
        Assert.DoesNotContain(fixture.Root, File.ReadAllText("/proc/self/mountinfo"), StringComparison.Ordinal);
    }

    private static LayerStoreOptions OnOverlay2(LayerStoreOptions options) => options with { Driver = "overlay2" };

    private static Task<StoreFixture> OpenAsync() => StoreFixture.OpenAsync(OnOverlay2);
}
