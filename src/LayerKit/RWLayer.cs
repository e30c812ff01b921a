using LayerKit.Drivers;
using LayerKit.Errors;
using LayerKit.Identity;
using LayerKit.References;

namespace LayerKit;

/// <summary>A reference to an RW layer, which is written to through a mount.</summary>
/// <remarks>
/// The RW layer lasts until <see cref="LayerStore.ReleaseRWLayerAsync"/> gives back its last handle or
/// <see cref="LayerStore.RemoveRWLayerAsync"/> removes it; disposing a handle removes nothing.
/// Members of a handle that was given back throw <see cref="ObjectDisposedException"/>.
/// </remarks>
public sealed class RWLayer : IAsyncDisposable, IDisposable
{
    private readonly LayerStore _store;
    private readonly RWLayerNode _node;
    private int _mounts;
    private int _returned;

    /// <summary>Takes over a reference that was counted already.</summary>
    internal RWLayer(LayerStore store, RWLayerNode node)
    {
        _store = store;
        _node = node;
    }

    /// <summary>Its name.</summary>
    public string Name => Live.Name;

    /// <summary>The read-only layer it was created on, or null.</summary>
    public ChainId? Parent => Live.Parent?.ChainId;

    /// <summary>Bytes of the regular files that are new or changed against the layer below, hard links counted once. Walks the layer.</summary>
    /// <exception cref="DriverException">A file cannot be read.</exception>
    public long Size => _store.DiffSize(Live);

    /// <summary>Where the driver keeps it; empty for a driver that does not tell.</summary>
    public IReadOnlyDictionary<string, string> DriverMetadata => _store.Describe(Live.MountId);

    private RWLayerNode Live
    {
        get
        {
            ObjectDisposedException.ThrowIf(Volatile.Read(ref _returned) != 0, this);
            return _node;
        }
    }

    /// <summary>Mounts it; several mounts of one RW layer share one path.</summary>
    /// <param name="label">An SELinux mount label, or null; only the first mount's counts.</param>
    /// <returns>The mount, which the caller disposes to unmount.</returns>
    /// <exception cref="DriverException">The driver failed; nothing is mounted or counted.</exception>
    public Mount Mount(string? label = null)
    {
        string path = _store.Mount(Live, label);
        Interlocked.Increment(ref _mounts);
        return new Mount(path, Name, Unmount);
    }

    /// <summary>What the RW layer changed against the layer below, sorted by path bytes; the init layer's files are not among it.</summary>
    /// <exception cref="DriverException">A file cannot be read.</exception>
    public IReadOnlyList<Change> Changes(CancellationToken cancellationToken = default) => _store.Changes(Live, cancellationToken);

    /// <summary>Opens what the RW layer changed as a tar: sorted, with whiteouts for what is gone, the same bytes for the same files.</summary>
    /// <returns>A forward-only stream that the caller disposes. A file that changes while it is read is an error, never a short tar.</returns>
    public Stream OpenDiff() => _store.OpenDiff(Live);

    /// <summary>Registers what the RW layer changed as a layer on its parent. The RW layer stays.</summary>
    /// <returns>A reference to the layer, which the caller disposes or releases.</returns>
    public async Task<Layer> CommitAsync(CancellationToken cancellationToken = default)
    {
        await using Stream diff = OpenDiff();
        return await _store.RegisterAsync(diff, new RegisterOptions { Parent = Parent }, null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A further reference to the same RW layer, to be given back on its own.</summary>
    public RWLayer Clone() => _store.GetRWLayer(Live.Name);

    /// <summary>Gives the reference back; the RW layer stays. Mounts stay until they are disposed themselves. Again does nothing.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _returned, 1) == 0)
        {
            _store.Return(_node);
        }
    }

    /// <inheritdoc cref="Dispose"/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Ends the handle for a release and gives its reference back; says whether it was the last, so that the RW layer is to be removed.</summary>
    /// <exception cref="RWLayerNotRetainedException">It was given back before.</exception>
    /// <exception cref="RWLayerInUseException">It is mounted; the handle stays good.</exception>
    internal (RWLayerNode Node, bool Last) Surrender(LayerStore store)
    {
        if (store != _store)
        {
            throw new ArgumentException("the RW layer is a handle of another store", nameof(store));
        }

        if (Interlocked.Exchange(ref _returned, 1) != 0)
        {
            throw new RWLayerNotRetainedException(_node.Name);
        }

        try
        {
            return Volatile.Read(ref _mounts) == 0
                ? (_node, _store.ReturnAndBeginRemoval(_node))
                : throw new RWLayerInUseException(_node.Name, "it is mounted through this handle");
        }
        catch (RWLayerInUseException)
        {
            Volatile.Write(ref _returned, 0);
            throw;
        }
    }

    private void Unmount()
    {
        _store.Unmount(_node);
        Interlocked.Decrement(ref _mounts);
    }
}
