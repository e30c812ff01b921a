using LayerKit.Identity;

namespace LayerKit.Stress.Worker;

/// <content>What is done with layers and pins.</content>
internal sealed partial class Worker
{
    private const int PinNames = 5;
    private const int MostDepth = 4;

    private async Task RegisterAsync()
    {
        LayerStore store = shared.Now;
        int tar = _random.Next(TarPool.Tars.Count);
        Keep(store, await store.RegisterAsync(new MemoryStream(TarPool.Tars[tar]), RandomOptions(tar)));
    }

    private async Task RegisterFileAsync()
    {
        LayerStore store = shared.Now;
        int tar = _random.Next(TarPool.Tars.Count);
        await using FileStream file = File.OpenRead(TarPool.PathIn(pool, tar));
        Keep(store, await store.RegisterAsync(file, new RegisterOptions { Parent = RandomParent() }));
    }

    private async Task RegisterAndCancelAsync()
    {
        LayerStore store = shared.Now;
        int tar = _random.Next(TarPool.Tars.Count);
        using CancellationTokenSource cancellation = new(TimeSpan.FromMilliseconds(_random.Next(20)));
        Keep(store, await store.RegisterAsync(new MemoryStream(TarPool.Tars[tar]), RandomOptions(tar), null, cancellation.Token));
    }

    private RegisterOptions RandomOptions(int tar) => new()
    {
        Parent = RandomParent(),
        Expected = _random.Next(2) == 0 ? TarPool.DiffIds[tar] : null,
        Pin = _random.Next(4) == 0 ? RandomPin() : null,
        PinOptions = RandomPinOptions(),
    };

    private Task GetAsync()
    {
        LayerStore store = shared.Now;
        Keep(store, store.Get(RandomChain()));
        return Task.CompletedTask;
    }

    private Task CloneAsync()
    {
        if (RandomHeld() is { } held)
        {
            Keep(held.Store, held.Layer.Clone());
        }

        return Task.CompletedTask;
    }

    private Task DisposeAsync()
    {
        if (TakeHeld() is { } held)
        {
            held.Layer.Dispose();
        }

        return Task.CompletedTask;
    }

    private async Task ReleaseAsync()
    {
        if (TakeHeld() is { } held)
        {
            await held.Store.ReleaseAsync(held.Layer);
        }
    }

    /// <summary>A layer that is held is there, and is what was registered.</summary>
    private async Task ExportAsync()
    {
        if (RandomHeld() is not { } held)
        {
            return;
        }

        await using Stream tar = held.Layer.OpenTar();
        MemoryStream copy = new();
        await tar.CopyToAsync(copy);
        if (TarPool.Find(held.Layer.DiffId) is { } registered && !copy.ToArray().AsSpan().SequenceEqual(registered))
        {
            throw new WorkerFailedException($"{held.Layer.ChainId} has other bytes than were registered");
        }
    }

    private async Task PinAsync()
    {
        LayerStore store = shared.Now;
        await store.PinAsync(RandomPin(), RandomHeld()?.Layer.ChainId ?? RandomChain(), RandomPinOptions());
    }

    private async Task UnpinAsync() => await shared.Now.UnpinAsync(RandomPin());

    private async Task PruneAsync() => await shared.Now.PruneAsync(RandomGrace());

    private async Task ForeseeAsync() => await shared.Now.PruneAsync(RandomGrace(), dryRun: true);

    private Task ListAsync()
    {
        LayerStore store = shared.Now;
        store.Layers();
        store.Pins();
        IReadOnlyList<QuarantinedRecord> damaged = store.FindDamaged();
        return damaged.Count == 0 ? Task.CompletedTask : throw new WorkerFailedException($"damaged: {string.Join("; ", damaged)}");
    }

    private void Keep(LayerStore store, Layer layer)
    {
        _layers.Add(new HeldLayer(store, layer));
        if (_layers.Count > MostHandles)
        {
            TakeHeld()?.Layer.Dispose();
        }
    }

    private HeldLayer? RandomHeld() => _layers.Count == 0 ? null : _layers[_random.Next(_layers.Count)];

    private HeldLayer? TakeHeld()
    {
        HeldLayer? held = RandomHeld();
        if (held is not null)
        {
            _layers.Remove(held);
        }

        return held;
    }

    private ChainId? RandomParent() => _random.Next(3) == 0 ? null : RandomHeld() is { Layer.Depth: < MostDepth } held ? held.Layer.ChainId : null;

    /// <summary>A chain that may be there.</summary>
    private ChainId RandomChain()
    {
        ChainId? chain = null;
        for (int depth = _random.Next(1, MostDepth); depth > 0; depth--)
        {
            chain = ChainId.Of(chain, TarPool.DiffIds[_random.Next(TarPool.DiffIds.Count)]);
        }

        return chain!.Value;
    }

    private string RandomPin() => $"pin:{_random.Next(PinNames)}";

    private PinOptions RandomPinOptions() => new() { Owner = "stress", Lifetime = _random.Next(2) == 0 ? TimeSpan.FromMilliseconds(_random.Next(1, 300)) : null };

    private TimeSpan RandomGrace() => _random.Next(2) == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(_random.Next(1, 5));
}
