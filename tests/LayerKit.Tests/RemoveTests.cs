using LayerKit.Errors;
using LayerKit.Identity;

namespace LayerKit.Tests;

/// <summary>Removing a layer by its id, pins or not.</summary>
public sealed class RemoveTests
{
    private static readonly byte[] SomeTar = new TarBuilder().File("a", "a").Build();

    [Fact]
    public async Task A_layer_goes_with_its_pins_and_with_what_it_alone_kept()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        ChainId below = await RegisterAsync(fixture, null);
        ChainId top = await RegisterAsync(fixture, below);
        await fixture.Store.PinAsync("1", top);
        await fixture.Store.PinAsync("2", top, new PinOptions { Lifetime = TimeSpan.Zero });

        IReadOnlyList<ReleasedLayer> removed = await fixture.Store.RemoveAsync(top);

        Assert.Equal([top, below], removed.Select(layer => layer.ChainId));
        Assert.Equal(default, fixture.Store.Count());
    }

    [Fact]
    public async Task A_layer_that_is_in_use_stays_with_its_pins_and_the_error_names_what_uses_it()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        ChainId below = await RegisterAsync(fixture, null);
        ChainId top = await RegisterAsync(fixture, below);
        await fixture.Store.PinAsync("base", below);
        await using RWLayer job = await fixture.Store.CreateRWLayerAsync("job-17", below);
        using Layer held = fixture.Store.Get(below);

        LayerInUseException error = await Assert.ThrowsAsync<LayerInUseException>(() => fixture.Store.RemoveAsync(below));

        Assert.Equal($"layer {top} and RW layer 'job-17' and 1 handle in use", error.Holders);
        Assert.Equal($"layer {top} and RW layer 'job-17' and pin 'base' and 1 handle in use", fixture.Store.FindReferrers(below).ToString());
        Assert.Equal(new LayerReferences(1, 1, 1, 1), fixture.Store.FindReferrers(below).Counts);
        Assert.Equal(new StoreCounts(2, 1, 1), fixture.Store.Count());
    }

    [Fact]
    public async Task Of_many_referrers_three_are_named()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        ChainId chainId = await RegisterAsync(fixture, null);
        foreach (string name in (string[])["d", "c", "b", "a"])
        {
            await fixture.Store.PinAsync(name, chainId);
        }

        Assert.Equal("pin 'a', 'b', 'c' and 1 more", fixture.Store.FindReferrers(chainId).ToString());
    }

    [Fact]
    public async Task A_layer_that_is_not_there_is_an_error()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        await Assert.ThrowsAsync<LayerNotFoundException>(() => fixture.Store.RemoveAsync(EmptyLayer.ChainId));
        Assert.Throws<LayerNotFoundException>(() => fixture.Store.FindReferrers(EmptyLayer.ChainId));
    }

    [Fact]
    public async Task Layers_are_found_by_the_start_of_their_id()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        ChainId chainId = await RegisterAsync(fixture, null);
        Assert.Equal([chainId], fixture.Store.FindByPrefix(chainId.Hex[..8]));
        Assert.Throws<ArgumentException>(() => fixture.Store.FindByPrefix("sha256:"));
    }

    private static async Task<ChainId> RegisterAsync(StoreFixture fixture, ChainId? parent)
    {
        using Layer layer = await fixture.RegisterAsync(SomeTar, parent);
        return layer.ChainId;
    }

    [Fact]
    public async Task Of_several_that_remove_a_layer_at_once_one_does_and_the_others_find_none()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        await using LayerStore other = await LayerStore.OpenAsync(fixture.Options());
        for (int round = 0; round < 10; round++)
        {
            ChainId chainId;
            using (Layer layer = await fixture.RegisterAsync(new TarBuilder().File("file", "content").Build()))
            {
                chainId = layer.ChainId;
            }

            await fixture.Store.PinAsync("pin", chainId);
            bool[] removed = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => IsRemovedAsync(i % 2 == 0 ? fixture.Store : other, chainId)));
            Assert.Single(removed, done => done);
        }

        static async Task<bool> IsRemovedAsync(LayerStore store, ChainId chainId)
        {
            try
            {
                return (await store.RemoveAsync(chainId)).Count == 1;
            }
            catch (LayerNotFoundException)
            {
                return false;
            }
        }
    }
}
