namespace LayerKit.Stress.Worker;

/// <summary>The store that the threads of a process share. Any of them closes it and opens the next at any time, without asking the others.</summary>
public sealed class SharedStore(StoreChoice choice) : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private LayerStore? _store;

    /// <summary>The store that is open now; it may be closed by the time that it is called.</summary>
    /// <exception cref="ObjectDisposedException">None is open at this moment.</exception>
    public LayerStore Now => OpenOrNull ?? throw new ObjectDisposedException(nameof(LayerStore));

    /// <summary>The store that is open now, or null.</summary>
    public LayerStore? OpenOrNull => Volatile.Read(ref _store);

    /// <summary>True for the store that is open now.</summary>
    public bool IsOpen(LayerStore? store) => store is not null && OpenOrNull == store;

    /// <summary>Opens the first store, or replaces the one that is open.</summary>
    public async Task ReopenAsync()
    {
        await _gate.WaitAsync();
        try
        {
            await CloseAsync();
            Volatile.Write(ref _store, await choice.OpenAsync());
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _gate.Dispose();
    }

    private async Task CloseAsync()
    {
        if (Interlocked.Exchange(ref _store, null) is { } open)
        {
            await open.DisposeAsync();
        }
    }
}
