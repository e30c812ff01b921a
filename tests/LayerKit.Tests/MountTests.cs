using LayerKit.Errors;
using LayerKit.Identity;

namespace LayerKit.Tests;

/// <summary>Views of layers, mounts that last, and what a killed process left mounted.</summary>
public sealed class MountTests
{
    private static readonly byte[] Base = new TarBuilder().File("file", "base").Build();

    [Fact]
    public async Task What_is_done_to_a_view_does_not_reach_the_layer()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        using Layer layer = await fixture.RegisterAsync(Base);
        using Mount view = layer.Mount();
        using Mount second = layer.Mount();
        Assert.Equal(view.Path, second.Path);
        File.WriteAllText(Path.Combine(view.Path, "file"), "else");
        Assert.Equal(Base, Bytes.OfTar(layer));
        view.Unmount();
        Assert.True(Directory.Exists(second.Path));
        second.Unmount();
        Assert.False(Directory.Exists(second.Path));
    }

    [Fact]
    public async Task A_view_keeps_its_layer()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        Layer layer = await fixture.RegisterAsync(Base);
        Mount view = layer.Mount();
        Assert.Empty(await fixture.Store.ReleaseAsync(layer));
        Assert.Equal("base", File.ReadAllText(Path.Combine(view.Path, "file")));
        view.Unmount();
        Assert.Single((await fixture.Store.PruneAsync(TimeSpan.Zero)).Layers);
    }

    [Fact]
    public async Task A_view_that_lasts_keeps_its_layer_until_it_is_unmounted()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        Layer layer = await fixture.RegisterAsync(Base);
        ChainId chainId = layer.ChainId;
        Mount view = layer.Mount(new MountOptions { Persistent = true });
        view.Dispose();
        layer.Dispose();
        await fixture.ReopenAsync();

        Assert.True(File.Exists(Path.Combine(view.Path, "file")));
        Assert.Empty((await fixture.Store.PruneAsync(TimeSpan.Zero)).Layers);
        LayerInUseException e = await Assert.ThrowsAsync<LayerInUseException>(() => fixture.Store.RemoveAsync(chainId));
        Assert.Equal("a mount that lasts until it is unmounted", e.Holders);
        fixture.Store.Unmount(chainId);
        Assert.False(Directory.Exists(view.Path));
        Assert.Throws<NotMountedException>(() => fixture.Store.Unmount(chainId));
        Assert.Empty(fixture.Store.Pins());
        Assert.Single(await fixture.Store.RemoveAsync(chainId));
    }

    [Fact]
    public async Task A_mount_that_lasts_keeps_an_RW_layer_until_it_is_unmounted()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        using (RWLayer job = await fixture.Store.CreateRWLayerAsync("job", null))
        {
            job.Mount(new MountOptions { Persistent = true }).Dispose();
        }

        await fixture.ReopenAsync();
        await Assert.ThrowsAsync<RWLayerInUseException>(() => fixture.Store.RemoveRWLayerAsync("job"));
        using (RWLayer job = fixture.Store.GetRWLayer("job"))
        {
            await Assert.ThrowsAsync<RWLayerInUseException>(() => fixture.Store.ReleaseRWLayerAsync(job));
            await Assert.ThrowsAsync<RWLayerInUseException>(() => job.CommitAsync(new CommitOptions { Consume = true }));
        }

        fixture.Store.Unmount("job");
        Assert.Throws<NotMountedException>(() => fixture.Store.Unmount("job"));
        Assert.Throws<RWLayerNotFoundException>(() => fixture.Store.Unmount("other"));
        Assert.Empty(await fixture.Store.RemoveRWLayerAsync("job"));
    }

    [Fact]
    public async Task A_mount_of_another_store_is_not_ended_by_the_last_one_of_this_store()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        await using LayerStore other = await LayerStore.OpenAsync(fixture.Options());
        using Layer layer = await fixture.RegisterAsync(Base);
        using Layer same = other.Get(layer.ChainId);
        Mount here = layer.Mount();
        Mount there = same.Mount();
        here.Unmount();
        await fixture.Store.RecoverAsync();
        Assert.True(Directory.Exists(there.Path));
        there.Unmount();
        Assert.False(Directory.Exists(there.Path));
    }

    [Fact]
    public async Task What_a_killed_process_left_mounted_is_unmounted_at_the_next_open()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        using Layer layer = await fixture.RegisterAsync(Base);
        LayerStore killed = await LayerStore.OpenAsync(fixture.Options());
        Mount view = killed.Get(layer.ChainId).Mount();

        // A store that is closed with a mount leaves what a killed one leaves: the note, and nobody that counts.
        await killed.DisposeAsync();
        await fixture.Store.RecoverAsync();
        Assert.False(Directory.Exists(view.Path));
        Assert.Empty(Directory.GetFiles(Path.Combine(fixture.Root, "layerkit", "mounts")));
        view.Dispose();
    }

    [Fact]
    public async Task A_driver_that_mounts_nothing_says_so()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync(options => options with { Driver = "content" });
        using Layer layer = await fixture.RegisterAsync(Base);
        Assert.Throws<DriverNotSupportedException>(() => layer.Mount());
    }
}
