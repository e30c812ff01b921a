namespace LayerKit.Stress.Worker;

/// <content>What is done with RW layers.</content>
internal sealed partial class Worker
{
    private const int RWNames = 6;
    private const int MostRWHandles = 3;

    private async Task CreateRWLayerAsync()
    {
        LayerStore store = shared.Now;
        CreateRWLayerOptions options = new() { Init = _random.Next(2) == 0 ? WriteInit : null };
        Keep(store, await store.CreateRWLayerAsync(RandomRWName(), RandomParent(), options));
    }

    private static void WriteInit(string path) => File.WriteAllText(Path.Combine(path, "init"), "init");

    private Task GetRWLayerAsync()
    {
        LayerStore store = shared.Now;
        Keep(store, store.GetRWLayer(RandomRWName()));
        return Task.CompletedTask;
    }

    /// <summary>Mounts if need be and writes a file; what is mounted is there.</summary>
    private Task WriteAsync()
    {
        if (RandomRW() is { } held)
        {
            held.Mount ??= held.Layer.Mount();
            File.WriteAllText(Path.Combine(held.Mount.Path, $"written-{_random.Next(4)}"), "content");
            if (_random.Next(2) == 0)
            {
                held.Unmount();
            }
        }

        return Task.CompletedTask;
    }

    private async Task CommitAsync()
    {
        // One that nobody writes to meanwhile: a file that changes while it is read is an error.
        string name = $"commit-{seed}-{_random.Next()}";
        LayerStore store = shared.Now;
        await using RWLayer layer = await store.CreateRWLayerAsync(name, RandomParent());
        using (Mount mount = layer.Mount())
        {
            await File.WriteAllTextAsync(Path.Combine(mount.Path, "committed"), name);
        }

        bool consume = _random.Next(2) == 0;
        Keep(store, await layer.CommitAsync(new CommitOptions { Consume = consume, Pin = _random.Next(4) == 0 ? RandomPin() : null, PinOptions = RandomPinOptions() }));
        if (!consume)
        {
            await store.ReleaseRWLayerAsync(layer);
        }
    }

    /// <summary>Ends an RW layer that others may hold or have mounted.</summary>
    private async Task ConsumeAsync()
    {
        if (RandomRW() is not { } held)
        {
            return;
        }

        held.Unmount();
        Keep(held.Store, await held.Layer.CommitAsync(new CommitOptions { Consume = true }));
        _rwLayers.Remove(held);
    }

    private async Task ApplyAsync()
    {
        if (RandomRW() is { } held)
        {
            await held.Layer.ApplyAsync(new MemoryStream(TarPool.Tars[_random.Next(TarPool.Tars.Count)]));
        }
    }

    /// <summary>What is done to a view does not reach the layer, or cannot be done.</summary>
    private Task ViewAsync()
    {
        if (RandomHeld() is { } held)
        {
            using Mount view = held.Layer.Mount();
            Scribble(Path.Combine(view.Path, "scribble"));
        }

        return Task.CompletedTask;
    }

    private static void Scribble(string path)
    {
        // EROFS.
        const int ReadOnlyFileSystem = 30;
        try
        {
            File.WriteAllText(path, "not in the layer");
        }
        catch (IOException e) when (e.HResult == ReadOnlyFileSystem)
        {
            // overlay2's views are of this kind; vfs's are copies.
        }
    }

    private async Task ReleaseRWLayerAsync()
    {
        if (RandomRW() is not { } held)
        {
            return;
        }

        held.Unmount();
        _rwLayers.Remove(held);
        try
        {
            await held.Store.ReleaseRWLayerAsync(held.Layer);
        }
        finally
        {
            held.End();
        }
    }

    private async Task RemoveRWLayerAsync() => await shared.Now.RemoveRWLayerAsync(RandomRWName());

    private void Keep(LayerStore store, RWLayer layer)
    {
        _rwLayers.Add(new HeldRWLayer(store, layer));
        if (_rwLayers.Count > MostRWHandles)
        {
            HeldRWLayer oldest = _rwLayers[0];
            _rwLayers.RemoveAt(0);
            oldest.End();
        }
    }

    private HeldRWLayer? RandomRW() => _rwLayers.Count == 0 ? null : _rwLayers[_random.Next(_rwLayers.Count)];

    private string RandomRWName() => $"rw-{_random.Next(RWNames)}";
}
