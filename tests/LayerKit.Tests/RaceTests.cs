using LayerKit.Drivers;
using LayerKit.Identity;
using LayerKit.References;
using LayerKit.Sessions;

namespace LayerKit.Tests;

/// <summary>Interleavings of threads, each brought about on purpose.</summary>
public sealed class RaceTests
{
    private const int Callers = 4;

    private static readonly byte[] SomeTar = new TarBuilder().File("a", "a").Build();

    [Fact]
    public void Nothing_is_counted_after_the_resource_was_freed()
    {
        ReentrantResource resource = new();
        RefCell<ReentrantResource> cell = new(resource, new HandleTracker());
        resource.Between = () =>
        {
            // What another thread may do between the two halves of a release.
            Assert.True(cell.TryAddReference());
            cell.Release();
        };
        cell.Release();
        Assert.Equal(["+1", "-1", "-1", "freed"], resource.Seen);
    }

    [Fact]
    public void A_key_stays_held_while_its_count_is_behind()
    {
        using TempRoot root = new();
        Session session = Session.Begin(root.Path);
        HoldKey key = HoldKey.Pin("a");
        HoldSlot slot = session.Take(key);
        slot.Add(-1);
        Assert.Equal(1, session.Count(key));
        session.Return(slot);
        Assert.Equal(0, session.Count(key));
        session.End();
    }

    [Fact]
    public async Task Handles_that_outlive_their_store_and_are_collected_with_it_do_no_harm()
    {
        using TempRoot root = new();
        for (int i = 0; i < 20; i++)
        {
            await LeaveHandlesAsync(root["store"]);
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        await using LayerStore store = await LayerStore.OpenAsync(OptionsFor(root["store"]));
        Assert.Equal(0, Assert.Single(store.Layers()).References.Handles);
    }

    [Fact]
    public async Task Closing_a_store_under_calls_lets_them_end_or_refuses_them()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        ChainId chainId;
        using (Layer layer = await fixture.RegisterAsync(SomeTar))
        {
            chainId = layer.ChainId;
        }

        for (int i = 0; i < 30; i++)
        {
            LayerStore store = await LayerStore.OpenAsync(fixture.Options());
            using CountdownEvent begun = new(Callers);
            Task[] callers = [.. Enumerable.Range(0, Callers).Select(_ => Task.Run(() => CallUntilClosed(store, chainId, begun)))];
            begun.Wait();
            await store.DisposeAsync();
            await Task.WhenAll(callers);
        }
    }

    [Fact]
    public async Task A_result_that_comes_after_the_cancel_is_disposed()
    {
        StoreWork work = new(_ => { });
        using CancellationTokenSource cancellation = new();
        MemoryStream result = new();
        Task<MemoryStream> call = work.RunAsync(
            point =>
            {
                point.Token.WaitHandle.WaitOne();
                return result;
            },
            cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => call);
        await work.CloseAsync();
        Assert.False(result.CanRead);
    }

    [Fact]
    public async Task Registering_with_a_pin_again_renews_the_pin()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        RegisterOptions options = new() { Pin = "build", PinOptions = new PinOptions { Lifetime = TimeSpan.FromMinutes(1) } };
        (await fixture.Store.RegisterAsync(new MemoryStream(SomeTar), options)).Dispose();
        DateTimeOffset? first = fixture.Store.Pins()[0].Expires;
        (await fixture.Store.RegisterAsync(new MemoryStream(SomeTar), options)).Dispose();
        Assert.True(fixture.Store.Pins()[0].Expires > first);
    }

    private static LayerStoreOptions OptionsFor(string root) =>
        new(root) { Drivers = BuiltInDrivers.CreateCatalog(), Driver = "vfs", Durability = Durability.None };

    private static async Task LeaveHandlesAsync(string root)
    {
        LayerStore store = await LayerStore.OpenAsync(OptionsFor(root));
        for (int i = 0; i < 10; i++)
        {
            await store.RegisterAsync(new MemoryStream(SomeTar));
        }

        await store.DisposeAsync();
    }

    private static void CallUntilClosed(LayerStore store, ChainId chainId, CountdownEvent begun)
    {
        try
        {
            store.Get(chainId).Dispose();
            begun.Signal();
            while (true)
            {
                store.Get(chainId).Dispose();
            }
        }
        catch (ObjectDisposedException)
        {
            // The store is closed.
        }
    }
}
