using LayerKit.Errors;

namespace LayerKit.Tests;

/// <summary>A layer's tar into an RW layer.</summary>
public sealed class ApplyTests
{
    private static readonly byte[] Base = new TarBuilder().Directory("etc").File("etc/hosts", "base").File("etc/passwd", "root").File("gone", "gone").Build();

    [Fact]
    public async Task Whiteouts_hide_what_lower_layers_and_the_RW_layer_have()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        using Layer parent = await fixture.RegisterAsync(Base);
        await using RWLayer job = await fixture.Store.CreateRWLayerAsync("job", parent.ChainId);
        using (Mount mount = job.Mount())
        {
            File.WriteAllText(Path.Combine(mount.Path, "written"), "written");
            File.WriteAllText(Path.Combine(mount.Path, "etc", "written"), "written");
        }

        byte[] diff = new TarBuilder().File(".wh.gone", "").File(".wh.written", "").Directory("etc").File("etc/.wh..wh..opq", "").File("etc/mine", "mine").Build();
        await job.ApplyAsync(new MemoryStream(diff));
        Assert.Equal(
            ["D /etc/hosts", "A /etc/mine", "D /etc/passwd", "D /gone"],
            job.Changes().Select(change => change.ToString()).Where(change => change[0] != 'C'));
    }

    [Fact]
    public async Task Nothing_is_applied_to_a_mounted_RW_layer_and_none_is_mounted_meanwhile()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        await using RWLayer job = await fixture.Store.CreateRWLayerAsync("job", null);
        using (job.Mount())
        {
            await Assert.ThrowsAsync<RWLayerInUseException>(() => job.ApplyAsync(new MemoryStream(Base)));
        }

        using StallingStream stalling = new(Base.AsMemory(0, 600));
        using CancellationTokenSource cancellation = new();
        Task applying = job.ApplyAsync(stalling, cancellation.Token);
        await stalling.Stalled;
        Assert.Throws<RWLayerInUseException>(() => job.Mount());
        await Assert.ThrowsAsync<RWLayerInUseException>(() => job.CommitAsync());
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => applying);
        stalling.Release();
    }

    [Fact]
    public async Task What_leads_out_of_the_RW_layer_is_refused()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        await using RWLayer job = await fixture.Store.CreateRWLayerAsync("job", null);
        await Assert.ThrowsAsync<UnsafeTarEntryException>(() => job.ApplyAsync(new MemoryStream(new TarBuilder().File("../out", "out").Build())));
        await Assert.ThrowsAsync<MalformedTarException>(() => job.ApplyAsync(new MemoryStream(Base.AsMemory(0, 700).ToArray())));
        Assert.Equal(4, await job.ApplyAsync(new MemoryStream(new TarBuilder().File("good", "good").Build())));
    }

    [Fact]
    public async Task A_driver_that_cannot_says_so()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync(options => options with { Drivers = PlainDriver.Catalog() });
        await using RWLayer job = await fixture.Store.CreateRWLayerAsync("job", null);
        await Assert.ThrowsAsync<DriverNotSupportedException>(() => job.ApplyAsync(new MemoryStream(Base)));
    }
}
