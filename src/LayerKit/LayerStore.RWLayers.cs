using System.Diagnostics.CodeAnalysis;
using LayerKit.Drivers;
using LayerKit.Errors;
using LayerKit.Identity;
using LayerKit.Metadata;
using LayerKit.References;

namespace LayerKit;

/// <content>RW layers: created under a name, mounted and written to, released with what they alone kept.</content>
public sealed partial class LayerStore
{
    /// <summary>Creates an RW layer.</summary>
    /// <param name="name">Its name, chosen by the caller; a single file-name part.</param>
    /// <param name="parent">The layer it starts from, or null to start empty.</param>
    /// <param name="options">Init function, mount label and the driver's storage options.</param>
    /// <param name="cancellationToken">Completes the call at once until the commit begins; what was made is undone behind it.</param>
    /// <returns>A reference to the RW layer, which the caller disposes or releases; the layer itself lasts until it is released or removed.</returns>
    /// <exception cref="RWLayerNameConflictException">The name is in use. Tested before the parent is looked at.</exception>
    /// <exception cref="LayerNotFoundException">The parent is not there.</exception>
    /// <exception cref="DriverNotSupportedException">The driver cannot make RW layers.</exception>
    /// <exception cref="DriverOptionException">A storage option is not known or has a bad value.</exception>
    public Task<RWLayer> CreateRWLayerAsync(
        string name, ChainId? parent, CreateRWLayerOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ThrowIfClosed();
        return _work.RunAsync(point => CreateRWLayer(name, parent, options ?? new CreateRWLayerOptions(), point), cancellationToken);
    }

    /// <summary>Takes a reference to an RW layer.</summary>
    /// <exception cref="RWLayerNotFoundException">There is none of the name.</exception>
    public RWLayer GetRWLayer(string name) => TryGetRWLayer(name, out RWLayer? layer) ? layer : throw new RWLayerNotFoundException(name);

    /// <summary>Takes a reference to an RW layer; false when there is none of the name.</summary>
    public bool TryGetRWLayer(string name, [NotNullWhen(true)] out RWLayer? layer)
    {
        ArgumentNullException.ThrowIfNull(name);
        ThrowIfClosed();
        layer = _rwLayers.TryHold(name, this) is { } hold ? RWLayer.Adopt(hold) : null;
        return layer is not null;
    }

    /// <summary>The names of all RW layers, sorted.</summary>
    public IReadOnlyList<string> RWLayers()
    {
        ThrowIfClosed();
        return _rwLayers.Names;
    }

    /// <summary>Gives a reference back and, when it was the last, removes the RW layer, its init layer, and the layers it alone kept.</summary>
    /// <returns>The read-only layers that were removed, child first.</returns>
    /// <exception cref="RWLayerNotRetainedException">The handle was disposed or released before.</exception>
    /// <exception cref="RWLayerInUseException">The RW layer is mounted through this handle, or this is the last handle and it is mounted; the handle stays good.</exception>
    public Task<IReadOnlyList<ReleasedLayer>> ReleaseRWLayerAsync(RWLayer layer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ThrowIfClosed();
        cancellationToken.ThrowIfCancellationRequested();
        ThrowIfOfAnotherStore(layer);
        RWLayerNode node = layer.Unguarded.Node;
        return _rwLayers.Surrender(layer) ? _work.RunAsync<IReadOnlyList<ReleasedLayer>>(() => RemoveRWLayer(node)) : Task.FromResult<IReadOnlyList<ReleasedLayer>>([]);
    }

    /// <summary>Removes an RW layer that nobody holds, its init layer, and the layers it alone kept.</summary>
    /// <returns>The read-only layers that were removed, child first.</returns>
    /// <exception cref="RWLayerNotFoundException">There is none of the name.</exception>
    /// <exception cref="RWLayerInUseException">It is mounted, or a handle holds it.</exception>
    public Task<IReadOnlyList<ReleasedLayer>> RemoveRWLayerAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        ThrowIfClosed();
        cancellationToken.ThrowIfCancellationRequested();
        RWLayerNode node = _rwLayers.BeginRemoval(name);
        return _work.RunAsync<IReadOnlyList<ReleasedLayer>>(() => RemoveRWLayer(node));
    }

    private void ThrowIfOfAnotherStore(RWLayer layer)
    {
        if (layer.Unguarded.Store != this)
        {
            throw new ArgumentException("the RW layer is a handle of another store", nameof(layer));
        }
    }

    private RWLayer CreateRWLayer(string name, ChainId? parentId, CreateRWLayerOptions options, CancelPoint point)
    {
        if (_rwLayers.Contains(name))
        {
            throw new RWLayerNameConflictException(name);
        }

        IReadWriteLayers driver = _driver as IReadWriteLayers ?? throw new DriverNotSupportedException(DriverName, "it cannot make RW layers");
        using UndoScope undo = new(_log.UndoFailed);
        LayerNode? parent = HoldRWParent(parentId, undo);
        CacheId mountId = CacheId.NewRandom();
        CacheId? initId = options.Init is null ? null : mountId.Init;
        RWLayerNode node = new(new RWLayerRecord(name, mountId, initId, parent?.ChainId), parent);
        RefCell<RWLayerHold> hold = _rwLayers.Reserve(node, this);
        undo.Add(() => _rwLayers.Remove(node));

        using IMetadataTransaction transaction = initId is { } init ? BeginRecord(undo, mountId, init) : BeginRecord(undo, mountId);
        transaction.Put(node.Record);
        ReadWriteOptions asked = new() { MountLabel = options.MountLabel, StorageOptions = options.StorageOptions };
        CreateInit(driver, node, options.Init, asked, point);
        _calls.Driver("create", mountId, () => driver.CreateReadWrite(mountId, node.Below, asked, point.Token));

        point.BeginCommit();
        _calls.Metadata("publish RW layer", name, transaction.Commit);
        _rwLayers.Publish(node);
        undo.Complete();
        return RWLayer.Adopt(hold);
    }

    private LayerNode? HoldRWParent(ChainId? chainId, UndoScope undo)
    {
        if (chainId is not { } id)
        {
            return null;
        }

        LayerNode parent = _layers.TryAcquire(id, ReferenceKind.RWLayer) ?? throw new LayerNotFoundException(id);
        undo.Add(() => _layers.Return(parent, ReferenceKind.RWLayer));
        return parent;
    }

    /// <summary>Makes the layer between parent and RW layer and lets the caller's function write into it.</summary>
    private void CreateInit(IReadWriteLayers driver, RWLayerNode node, Action<string>? init, ReadWriteOptions options, CancelPoint point)
    {
        if (init is null || node.Record.InitId is not { } initId)
        {
            return;
        }

        _calls.Driver("create", initId, () => driver.CreateReadWrite(initId, node.Parent?.CacheId, options, point.Token));
        string path = _calls.Driver("mount", initId, () => driver.Mount(initId, options.MountLabel));
        try
        {
            init(path);
        }
        finally
        {
            _calls.Driver("unmount", initId, () => driver.Unmount(initId));
        }
    }

    private List<ReleasedLayer> RemoveRWLayer(RWLayerNode node)
    {
        try
        {
            _calls.Metadata("remove RW layer", node.Name, () => _metadata.RemoveRWLayer(node.Name));
        }
        catch
        {
            _rwLayers.CancelRemoval(node);
            throw;
        }

        RemoveContentOrLeaveIt(node.MountId);
        if (node.Record.InitId is { } initId)
        {
            RemoveContentOrLeaveIt(initId);
        }

        _rwLayers.Remove(node);
        if (node.Parent is not { } parent)
        {
            return [];
        }

        _layers.Return(parent, ReferenceKind.RWLayer);
        return RemoveUnreferenced(parent);
    }
}
