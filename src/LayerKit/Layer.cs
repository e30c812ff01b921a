using LayerKit.Errors;
using LayerKit.Identity;
using LayerKit.References;

namespace LayerKit;

/// <summary>A reference to a read-only layer: while it is neither disposed nor released, the layer stays.</summary>
/// <remarks>
/// Each <see cref="LayerStore.Get"/>, <see cref="LayerStore.RegisterAsync"/> and <see cref="Clone"/> gives one of its own. Disposing gives the
/// reference back and removes nothing; <see cref="LayerStore.ReleaseAsync"/> also removes the layer when nothing else refers to it.
/// Members of a handle that was given back throw <see cref="ObjectDisposedException"/>.
/// </remarks>
public sealed class Layer : IAsyncDisposable, IDisposable
{
    private readonly LayerStore _store;
    private readonly LayerNode _node;
    private int _returned;

    /// <summary>Takes over a reference that was counted already.</summary>
    internal Layer(LayerStore store, LayerNode node)
    {
        _store = store;
        _node = node;
    }

    /// <summary>Names the layer together with those below it.</summary>
    public ChainId ChainId => Live.ChainId;

    /// <summary>Digest of the layer's plain tar.</summary>
    public DiffId DiffId => Live.DiffId;

    /// <summary>The layer below, or null for a base layer. No reference: this layer keeps it.</summary>
    public ChainId? Parent => Live.Parent?.ChainId;

    /// <summary>Bytes of the regular files of this layer and all below it.</summary>
    public long Size => Live.Size;

    /// <summary>Bytes of the regular files of this layer alone.</summary>
    public long DiffSize => Live.DiffSize;

    /// <summary>How many layers the chain has, this one included.</summary>
    public int Depth => Live.Depth;

    /// <summary>When it was registered.</summary>
    public DateTimeOffset Created => Live.Created;

    /// <summary>Where the driver keeps the layer, such as <c>SourceDir</c>; empty for a driver that does not tell.</summary>
    /// <exception cref="DriverException">The driver failed.</exception>
    public IReadOnlyDictionary<string, string> DriverMetadata => _store.Describe(Live.CacheId);

    private LayerNode Live
    {
        get
        {
            ObjectDisposedException.ThrowIf(Volatile.Read(ref _returned) != 0, this);
            return _node;
        }
    }

    /// <summary>Opens the plain tar that was registered, byte for byte.</summary>
    /// <returns>A forward-only stream that keeps the layer until it is disposed. Its last bytes are handed out only when all of it has the right
    /// digest; until then nothing is proven. Reading throws <see cref="LayerCorruptException"/> where the content is not what was registered.</returns>
    /// <exception cref="LayerCorruptException">The split data or the content is gone.</exception>
    public Stream OpenTar() => _store.OpenTar(Live);

    /// <summary>A further reference to the same layer, to be given back on its own.</summary>
    public Layer Clone() => _store.Get(Live.ChainId);

    /// <summary>Gives the reference back; the layer stays until it is released or pruned. Again does nothing.</summary>
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

    /// <summary>Ends the handle for a release; the reference is the caller's to give back.</summary>
    /// <exception cref="LayerNotRetainedException">It was given back before.</exception>
    /// <exception cref="ArgumentException">It is of another store.</exception>
    internal LayerNode Surrender(LayerStore store)
    {
        if (store != _store)
        {
            throw new ArgumentException("the layer is a handle of another store", nameof(store));
        }

        return Interlocked.Exchange(ref _returned, 1) == 0 ? _node : throw new LayerNotRetainedException(_node.ChainId);
    }
}
