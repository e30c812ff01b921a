using System.Diagnostics.CodeAnalysis;
using LayerKit.Drivers;
using LayerKit.Errors;
using LayerKit.Identity;
using LayerKit.Metadata;
using LayerKit.References;
using LayerKit.Sessions;

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
    /// <exception cref="RWLayerInUseException">It is becoming a layer at this moment (<see cref="CommitOptions.Consume"/>).</exception>
    public RWLayer GetRWLayer(string name) => TryGetRWLayer(name, out RWLayer? layer) ? layer : throw new RWLayerNotFoundException(name);

    /// <summary>Takes a reference to an RW layer; false when there is none of the name.</summary>
    /// <exception cref="RWLayerInUseException">It is becoming a layer at this moment (<see cref="CommitOptions.Consume"/>).</exception>
    public bool TryGetRWLayer(string name, [NotNullWhen(true)] out RWLayer? layer)
    {
        ArgumentNullException.ThrowIfNull(name);
        ThrowIfClosed();
        RefCell<RWLayerHold>? hold = _rwLayers.TryTake(name) ?? _work.Run(() => LoadAndHold(name));
        layer = hold is null ? null : RWLayer.Adopt(hold);
        return layer is not null;
    }

    /// <summary>The names of all RW layers, damaged ones included, sorted.</summary>
    public IReadOnlyList<string> RWLayers()
    {
        ThrowIfClosed();
        return _work.Run(RWLayerNames);
    }

    /// <summary>Gives a reference back and, when it was the last, removes the RW layer, its init layer, and the layers it alone kept.</summary>
    /// <param name="layer">A handle of this store; it is dead afterwards.</param>
    /// <param name="cancellationToken">Completes the call at once; a release that has begun goes on to its end.</param>
    /// <returns>The read-only layers that were removed, child first.</returns>
    /// <exception cref="RWLayerNotRetainedException">The handle was disposed or released before.</exception>
    /// <exception cref="RWLayerInUseException">The RW layer is mounted through this handle, or this is the last handle and it is mounted; the handle stays good.</exception>
    public Task<IReadOnlyList<ReleasedLayer>> ReleaseRWLayerAsync(RWLayer layer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ThrowIfClosed();
        ThrowIfOfAnotherStore(layer);
        return _work.RunToEndAsync<IReadOnlyList<ReleasedLayer>>(() => SurrenderAndRemove(layer) is { } removed ? RemoveRWContent(removed) : [], cancellationToken);
    }

    /// <summary>Removes an RW layer that nobody holds, its init layer, and the layers it alone kept.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Completes the call at once; a removal that has begun goes on to its end.</param>
    /// <returns>The read-only layers that were removed, child first.</returns>
    /// <exception cref="RWLayerNotFoundException">There is none of the name.</exception>
    /// <exception cref="RWLayerInUseException">It is mounted, or a handle holds it.</exception>
    public Task<IReadOnlyList<ReleasedLayer>> RemoveRWLayerAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        ThrowIfClosed();
        return _work.RunToEndAsync<IReadOnlyList<ReleasedLayer>>(() => RemoveRWContent(RemoveUnheldRWRecord(name)), cancellationToken);
    }

    private IReadOnlyList<string> RWLayerNames() =>
        _calls.Metadata("list", "RW layers", () => _metadata.RWLayers().Order(StringComparer.Ordinal).ToList());

    private void ThrowIfOfAnotherStore(RWLayer layer)
    {
        if (layer.Unguarded.Store != this)
        {
            throw new ArgumentException("the RW layer is a handle of another store", nameof(layer));
        }
    }

    private RWLayer CreateRWLayer(string name, ChainId? parentId, CreateRWLayerOptions options, CancelPoint point)
    {
        IReadWriteLayers driver = _driver as IReadWriteLayers ?? throw new DriverNotSupportedException(DriverName, "it cannot make RW layers");
        using UndoScope undo = new(UndoFailed);
        ReserveName(name, undo);
        LayerNode? parent = HoldParent(parentId, undo);
        CacheId mountId = CacheId.NewRandom();
        CacheId? initId = options.Init is null ? null : mountId.Init;
        RWLayerNode node = new(new RWLayerRecord(name, mountId, initId, parent?.ChainId), parent);

        using IMetadataTransaction transaction = initId is { } init ? BeginRecord(undo, mountId, init) : BeginRecord(undo, mountId);
        transaction.Put(node.Record);
        ReadWriteOptions asked = new() { MountLabel = options.MountLabel, StorageOptions = options.StorageOptions };
        CreateInit(driver, node, options.Init, asked, point);
        _calls.Driver("create", mountId, () => driver.CreateReadWrite(mountId, node.Below, asked, point.Token));

        point.BeginCommit();
        RWLayer layer = Publish(node, transaction);
        undo.Complete();
        return layer;
    }

    /// <summary>Takes the name for all processes until the operation ends; by then the record has it.</summary>
    private void ReserveName(string name, UndoScope undo)
    {
        HoldKey reservation = HoldKey.Reservation(name);
        HoldSlot? slot = _session.Stripes.Exclusive(HoldKey.RWLayer(name), () => IsNameTaken(name, reservation) ? null : _session.Take(reservation));
        if (slot is null)
        {
            throw new RWLayerNameConflictException(name);
        }

        undo.AddAlways(() => _session.Return(slot));
    }

    private bool IsNameTaken(string name, HoldKey reservation)
    {
        try
        {
            return _session.Count(reservation) > 0 || _session.Count(HoldKey.Ending(name)) > 0
                || (_metadata.FindRWLayer(name) is { } record && !TryRemoveSpent(record));
        }
        catch (MetadataCorruptException)
        {
            return true;
        }
    }

    private RWLayer Publish(RWLayerNode node, IMetadataTransaction transaction) =>
        _session.Stripes.Exclusive(HoldKey.RWLayer(node.Name), () =>
        {
            _calls.Metadata("publish RW layer", node.Name, transaction.Commit);
            return RWLayer.Adopt(Hold(node));
        });

    /// <summary>Makes the layer between parent and RW layer and lets the caller's function write into it.</summary>
    private void CreateInit(IReadWriteLayers driver, RWLayerNode node, Action<string>? init, ReadWriteOptions options, CancelPoint point)
    {
        if (init is null || node.Record.InitId is not { } initId)
        {
            return;
        }

        _calls.Driver("create", initId, () => driver.CreateReadWrite(initId, node.Parent?.CacheId, options, point.Token));
        (string path, HoldSlot slot) = _mounts.Exclusive(
            initId, () => _mounts.Begin(initId, keep: false, () => _calls.Driver("mount", initId, () => driver.Mount(initId, options.MountLabel))));
        try
        {
            init(path);
        }
        finally
        {
            _mounts.End(initId, slot, () => Unmount(initId));
        }
    }

    /// <summary>Gives a handle back and, when nothing else holds the RW layer, removes its record; null when something does.</summary>
    private RWRemoval? SurrenderAndRemove(RWLayer layer)
    {
        RWLayerNode node = layer.Unguarded.Node;
        HoldKey key = HoldKey.RWLayer(node.Name);
        return _session.Stripes.Exclusive(key, () =>
        {
            if (!layer.IsGivenBack)
            {
                ThrowIfMounted(layer, _session.Count(key) - 1);
            }

            (layer.Detach() ?? throw new RWLayerNotRetainedException(node.Name)).Release();
            // Counted again: until the reference was given back, other threads could take one without the stripe.
            return _session.Count(key) == 0 && !node.HasEnded && ForeignOwner(node.Record) is null ? RemoveRWRecord(node.Record) : null;
        });
    }

    /// <summary>Refuses to release a handle that is the last besides mounts, or has mounts of its own.</summary>
    private void ThrowIfMounted(RWLayer layer, int others)
    {
        RWLayerNode node = layer.Unguarded.Node;
        if (layer.Mounts > 0)
        {
            throw new RWLayerInUseException(node.Name, "it is mounted through this handle");
        }

        if (others == _mounts.Count(node.MountId) && (others > 0 || _mounts.IsKept(node.MountId)))
        {
            throw new RWLayerInUseException(node.Name, "it is mounted");
        }
    }

    private RWRemoval RemoveUnheldRWRecord(string name)
    {
        HoldKey key = HoldKey.RWLayer(name);
        return _session.Stripes.Exclusive(key, () =>
        {
            RWLayerRecord record = _calls.Metadata("read RW layer", name, () => FindLiveRWLayer(name)) ?? throw new RWLayerNotFoundException(name);
            int holders = _session.Count(key);
            string? use = holders > 0 ? $"{holders} handle(s) or mount(s) hold it"
                : _mounts.IsKept(record.MountId) ? "it is mounted"
                : _session.Count(HoldKey.Ending(name)) > 0 ? "it is becoming a layer"
                : ForeignOwner(record) is { } owner ? $"it belongs to {owner}"
                : null;
            return use is null ? RemoveRWRecord(record) : throw new RWLayerInUseException(name, use);
        });
    }

    private string? ForeignOwner(RWLayerRecord record) =>
        _calls.Metadata("look for the owner of RW layer", record.Name, () => _metadata.FindForeignOwner(record));

    /// <summary>Removes a record and holds the contents for removal. The caller has the stripe of the name.</summary>
    private RWRemoval RemoveRWRecord(RWLayerRecord record)
    {
        List<(CacheId, HoldSlot)> contents = [];
        try
        {
            foreach (CacheId id in record.InitId is { } initId ? [record.MountId, initId] : new[] { record.MountId })
            {
                contents.Add((id, _session.Take(HoldKey.Content(id))));
            }

            _calls.Metadata("remove RW layer", record.Name, () => _metadata.RemoveRWLayer(record.Name));
        }
        catch
        {
            contents.ForEach(content => _session.Return(content.Item2));
            throw;
        }

        return new RWRemoval(record.Parent, contents);
    }

    private List<ReleasedLayer> RemoveRWContent(RWRemoval removal)
    {
        foreach ((CacheId id, HoldSlot content) in removal.Contents)
        {
            RemoveContentOrLeaveIt(id, content);
        }

        return RemoveUnreferenced(removal.Parent);
    }

    /// <summary>What is left of an RW layer when its record is gone: its contents, held, and the layer it was on.</summary>
    private sealed record RWRemoval(ChainId? Parent, IReadOnlyList<(CacheId Id, HoldSlot Content)> Contents);
}
