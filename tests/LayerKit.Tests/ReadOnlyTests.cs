using LayerKit.Errors;
using LayerKit.Identity;

namespace LayerKit.Tests;

/// <summary>A root that is opened read-only gives everything and takes nothing.</summary>
public sealed class ReadOnlyTests
{
    private static readonly byte[] SomeTar = new TarBuilder().File("a", "a").Build();

    [Fact]
    public async Task Layers_are_listed_and_exported_and_nothing_is_written()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        ChainId chainId = await RegisterAsync(fixture);
        await fixture.Store.PinAsync("pin", chainId);
        string before = fixture.Listing();

        await using (LayerStore reading = await OpenAsync(fixture))
        {
            await using Layer layer = reading.Get(chainId);
            using MemoryStream tar = new();
            await using (Stream source = layer.OpenTar())
            {
                await source.CopyToAsync(tar);
            }

            Assert.Equal(SomeTar, tar.ToArray());
            Assert.Equal("pin", Assert.Single(reading.Pins()).Name);
            Assert.Equal(1, Assert.Single(reading.Layers()).References.Pins);
        }

        Assert.Equal(before, fixture.Listing());
    }

    [Fact]
    public async Task Whatever_would_change_something_is_refused()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        ChainId chainId = await RegisterAsync(fixture);
        await fixture.Store.PinAsync("pin", chainId);
        await (await fixture.Store.CreateRWLayerAsync("job", chainId)).DisposeAsync();
        string before = fixture.Listing();

        await using (LayerStore reading = await OpenAsync(fixture))
        {
            using RWLayer job = reading.GetRWLayer("job");
            Func<Task>[] calls =
            [
                () => reading.RegisterAsync(new MemoryStream(SomeTar)),
                () => reading.CreateRWLayerAsync("other", chainId),
                () => reading.PinAsync("more", chainId),
                () => reading.UnpinAsync("pin"),
                () => Task.Run(() => job.Mount()),
                () => job.CommitAsync(),
            ];
            foreach (Func<Task> call in calls)
            {
                await Assert.ThrowsAsync<StoreReadOnlyException>(call);
            }
        }

        Assert.Equal(before, fixture.Listing());
    }

    [Fact]
    public async Task A_reference_is_given_back_and_its_layer_stays()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        ChainId chainId = await RegisterAsync(fixture);
        await using LayerStore reading = await OpenAsync(fixture);

        Assert.Empty(await reading.ReleaseAsync(reading.Get(chainId)));

        Assert.True(fixture.Store.TryGet(chainId, out Layer? layer));
        layer.Dispose();
    }

    [Fact]
    public async Task There_has_to_be_a_store()
    {
        using TempRoot root = new();
        StoreNotFoundException error = await Assert.ThrowsAsync<StoreNotFoundException>(() =>
            LayerStore.OpenAsync(new LayerStoreOptions(root["none"]) { Drivers = Drivers.BuiltInDrivers.CreateCatalog(), ReadOnly = true }));

        Assert.Equal("LK0407", error.Code);
        Assert.False(Directory.Exists(root["none"]));
    }

    private static Task<LayerStore> OpenAsync(StoreFixture fixture) => LayerStore.OpenAsync(fixture.Options() with { ReadOnly = true });

    private static async Task<ChainId> RegisterAsync(StoreFixture fixture)
    {
        await using Layer layer = await fixture.RegisterAsync(SomeTar);
        return layer.ChainId;
    }
}
