using LayerKit.Errors;
using LayerKit.Metadata;

namespace LayerKit.Tests;

/// <summary>Several open stores on one root, as several processes have them; what must hold across a kill is in LayerKit.Stress.Tests.</summary>
public sealed class SharingTests
{
    private static readonly byte[] Base = new TarBuilder().File("base", "base").Build();
    private static readonly byte[] Top = new TarBuilder().File("top", "top").Build();

    [Fact]
    public async Task A_layer_held_by_another_store_is_not_removed()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        await using LayerStore other = await LayerStore.OpenAsync(fixture.Options());
        Layer parent = await fixture.RegisterAsync(Base);
        using Layer held = other.Get(parent.ChainId);
        Assert.Empty(await fixture.Store.ReleaseAsync(parent));
        Assert.Equal(Base, Bytes.OfTar(held));
    }

    [Fact]
    public async Task A_child_of_another_store_keeps_its_parent()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        await using LayerStore other = await LayerStore.OpenAsync(fixture.Options());
        Layer parent = await fixture.RegisterAsync(Base);
        Layer child = await other.RegisterAsync(new MemoryStream(Top), new RegisterOptions { Parent = parent.ChainId });
        Assert.Empty(await fixture.Store.ReleaseAsync(parent));
        Assert.Equal(2, (await other.ReleaseAsync(child)).Count);
    }

    [Fact]
    public async Task Recovery_leaves_alone_what_another_store_is_making()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        await using LayerStore other = await LayerStore.OpenAsync(fixture.Options());
        using StallingStream source = new(Top.AsMemory(0, 600));
        using CancellationTokenSource cancel = new();
        Task<Layer> underway = other.RegisterAsync(source, cancellationToken: cancel.Token);
        await source.Stalled;
        string[] before = fixture.Listing().Split('\n');
        await fixture.Store.RecoverAsync();
        string[] after = fixture.Listing().Split('\n');
        await cancel.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => underway);
        source.Release();
        Assert.Empty(before.Except(after));
    }

    [Fact]
    public async Task Registers_of_one_file_at_once_extract_it_once()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        await using LayerStore other = await LayerStore.OpenAsync(fixture.Options());
        string path = Path.Combine(fixture.Root, "..", "input.tar");
        File.WriteAllBytes(path, new TarBuilder().File("big", new string('x', 20 << 20)).Build());
        List<LayerStage> ends = [];
        await Parallel.ForEachAsync(Enumerable.Range(0, 6), async (i, token) =>
        {
            using FileStream file = File.OpenRead(path);
            LastStage last = new();
            using Layer layer = await (i % 2 == 0 ? fixture.Store : other).RegisterAsync(file, null, last, token);
            lock (ends)
            {
                ends.Add(last.Stage);
            }
        });
        Assert.Equal(1, ends.Count(end => end == LayerStage.Committed));
        Assert.Single(Directory.GetDirectories(Path.Combine(fixture.Root, "vfs", "dir")));
    }

    [Fact]
    public async Task An_RW_layers_name_is_one_stores()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        await using LayerStore other = await LayerStore.OpenAsync(fixture.Options());
        RWLayer job = await fixture.Store.CreateRWLayerAsync("job", null);
        await Assert.ThrowsAsync<RWLayerNameConflictException>(() => other.CreateRWLayerAsync("job", null));
        RWLayer same = other.GetRWLayer("job");
        Assert.Empty(await fixture.Store.ReleaseRWLayerAsync(job));
        await Assert.ThrowsAsync<RWLayerInUseException>(() => fixture.Store.RemoveRWLayerAsync("job"));
        Assert.Empty(await other.ReleaseRWLayerAsync(same));
        Assert.Empty(fixture.Store.RWLayers());
    }

    [Fact]
    public async Task A_pin_keeps_a_chain_and_unpinning_removes_it()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        Layer parent = await fixture.RegisterAsync(Base);
        Layer child = await fixture.RegisterAsync(Top, parent.ChainId);
        await fixture.Store.PinAsync("shop/web:1.4", child.ChainId, new PinOptions { Owner = "test", Labels = new Dictionary<string, string> { ["a"] = "b" } });
        Assert.Empty(await fixture.Store.ReleaseAsync(parent));
        Assert.Empty(await fixture.Store.ReleaseAsync(child));
        Assert.Empty((await fixture.Store.PruneAsync(TimeSpan.Zero)).Layers);
        await fixture.ReopenAsync();
        PinRecord pin = Assert.Single(fixture.Store.Pins());
        Assert.Equal(("shop/web:1.4", "test", "b"), (pin.Name, pin.Owner, pin.Labels["a"]));
        Assert.Equal(2, (await fixture.Store.UnpinAsync("shop/web:1.4")).Count);
        await Assert.ThrowsAsync<PinNotFoundException>(() => fixture.Store.UnpinAsync("shop/web:1.4"));
    }

    [Fact]
    public async Task A_layer_registered_with_a_pin_is_pinned_whether_it_is_new_or_not()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        using (Layer first = await fixture.Store.RegisterAsync(new MemoryStream(Base), new RegisterOptions { Pin = "one" }))
        using (Layer second = await fixture.Store.RegisterAsync(new MemoryStream(Base), new RegisterOptions { Pin = "two" }))
        {
            Assert.Equal(2, Assert.Single(fixture.Store.Layers()).References.Pins);
        }

        Assert.Empty(await fixture.Store.UnpinAsync("one"));
        Assert.Single(await fixture.Store.UnpinAsync("two"));
    }

    [Fact]
    public async Task Prune_removes_what_nothing_refers_to_and_its_dry_run_says_the_same()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        Layer parent = await fixture.RegisterAsync(Base);
        (await fixture.RegisterAsync(Top, parent.ChainId)).Dispose();
        await fixture.Store.PinAsync("gone", parent.ChainId, new PinOptions { Lifetime = TimeSpan.Zero });
        parent.Dispose();
        Assert.Empty((await fixture.Store.PruneAsync(TimeSpan.FromHours(1), dryRun: true)).Layers);
        PruneResult foreseen = await fixture.Store.PruneAsync(TimeSpan.Zero, dryRun: true);
        Assert.Equal(2, fixture.Store.Layers().Count);
        PruneResult done = await fixture.Store.PruneAsync(TimeSpan.Zero);
        Assert.Equal(foreseen.Layers, done.Layers);
        Assert.Equal(["gone"], done.ExpiredPins);
        Assert.Equal(7, done.Bytes);
        Assert.Empty(fixture.Store.Layers());
    }

    [Fact]
    public async Task Events_tell_what_happened_in_order()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        List<StoreEventKind> kinds = [];
        await using IAsyncEnumerator<StoreEvent> events = fixture.Store.WatchAsync().GetAsyncEnumerator();
        ValueTask<bool> first = events.MoveNextAsync();
        await fixture.Store.ReleaseAsync(await fixture.RegisterAsync(Base));
        Assert.True(await first);
        kinds.Add(events.Current.Kind);
        for (int i = 0; i < 2; i++)
        {
            Assert.True(await events.MoveNextAsync());
            kinds.Add(events.Current.Kind);
        }

        Assert.Equal([StoreEventKind.Registered, StoreEventKind.Released, StoreEventKind.Removed], kinds);
    }

    private sealed class LastStage : IProgress<LayerProgress>
    {
        public LayerStage Stage { get; private set; }

        public void Report(LayerProgress value) => Stage = value.Stage;
    }
}
