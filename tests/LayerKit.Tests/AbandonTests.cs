using LayerKit.Identity;

namespace LayerKit.Tests;

/// <summary>A call that is cancelled while content is being removed returns at once; the removal goes on, and one that fails is tried again.</summary>
public sealed class AbandonTests : IDisposable
{
    private static readonly byte[] Base = new TarBuilder().File("base", "base").Build();
    private static readonly byte[] Top = new TarBuilder().File("top", "top").Build();

    private readonly ManualResetEventSlim _goOn = new();
    private readonly CancellationTokenSource _cancellation = new();
    private readonly TaskCompletionSource _removing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _stalls;
    private volatile bool _fails;

    public static TheoryData<string> Calls => ["release", "unpin", "prune", "remove", "remove RW", "release RW", "recover"];

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_cancelled_removal_returns_before_it_has_ended_and_leaves_nothing(string call)
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync(options => options with { Drivers = PlainDriver.Catalog(Stall) });
        Func<Task> removal = await PrepareAsync(fixture, call);
        _stalls = true;
        Task running = removal();
        await _removing.Task;
        await _cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        // The driver has not let go yet.
        Assert.NotEmpty(Contents(fixture));
        _goOn.Set();
        await fixture.ReopenAsync();
        Assert.Empty(Contents(fixture));
        Assert.Empty(fixture.Store.Layers());
    }

    [Fact]
    public async Task A_removal_that_failed_is_tried_again_with_growing_pauses_until_it_succeeds()
    {
        ManualTime time = new();
        int failures = 3;
        int tries = 0;
        await using StoreFixture fixture = await StoreFixture.OpenAsync(options => options with { Time = time, Drivers = PlainDriver.Catalog(Fail) });
        Layer layer = await fixture.RegisterAsync(Base);
        Assert.Empty(time.Pending);
        Assert.Single(await fixture.Store.ReleaseAsync(layer));
        List<TimeSpan> pauses = [];
        for (int i = 0; i < failures; i++)
        {
            pauses.Add(await PauseAsync(time));
            time.Fire();
        }

        // Waits for what the timer began.
        await fixture.ReopenAsync();
        Assert.Equal([1, 2, 4], pauses.Select(pause => pause.TotalSeconds));
        Assert.Equal(4, tries);
        Assert.Empty(Contents(fixture));

        void Fail(CacheId id)
        {
            tries++;
            if (tries <= failures)
            {
                throw new IOException("busy");
            }
        }
    }

    public void Dispose()
    {
        _goOn.Dispose();
        _cancellation.Dispose();
    }

    private static async Task<TimeSpan> PauseAsync(ManualTime time)
    {
        while (time.Pending.Count == 0)
        {
            await Task.Yield();
        }

        return time.Pending[0];
    }

    private static string[] Contents(StoreFixture fixture) => Directory.GetDirectories(Path.Combine(fixture.Root, "vfs", "dir"));

    private async Task<Func<Task>> PrepareAsync(StoreFixture fixture, string call)
    {
        LayerStore store = fixture.Store;
        CancellationToken token = _cancellation.Token;
        if (call.EndsWith("RW", StringComparison.Ordinal))
        {
            RWLayer job = await store.CreateRWLayerAsync("job", null);
            if (call == "release RW")
            {
                return () => store.ReleaseRWLayerAsync(job, token);
            }

            job.Dispose();
            return () => store.RemoveRWLayerAsync("job", token);
        }

        Layer parent = await fixture.RegisterAsync(Base);
        Layer layer = await fixture.RegisterAsync(Top, parent.ChainId);
        parent.Dispose();
        if (call == "release")
        {
            return () => store.ReleaseAsync(layer, token);
        }

        await store.PinAsync("pin", layer.ChainId, call == "prune" ? new PinOptions { Lifetime = TimeSpan.Zero } : null, CancellationToken.None);
        ChainId chainId = layer.ChainId;
        layer.Dispose();
        return call switch
        {
            "unpin" => () => store.UnpinAsync("pin", token),
            "remove" => () => store.RemoveAsync(chainId, token),
            "prune" => () => store.PruneAsync(TimeSpan.Zero, cancellationToken: token),
            _ => await FailedRemovalAsync(store, token),
        };
    }

    /// <summary>Leaves something for a recovery.</summary>
    private async Task<Func<Task>> FailedRemovalAsync(LayerStore store, CancellationToken token)
    {
        _fails = true;
        await store.UnpinAsync("pin", CancellationToken.None);
        _fails = false;
        return () => store.RecoverAsync(token);
    }

    private void Stall(CacheId id)
    {
        if (_fails)
        {
            throw new IOException("busy");
        }

        if (_stalls)
        {
            _stalls = false;
            _removing.TrySetResult();
            _goOn.Wait();
        }
    }
}
