using LayerKit.Drivers;
using LayerKit.Errors;
using LayerKit.Identity;
using LayerKit.References;
using LayerKit.Sessions;

namespace LayerKit;

/// <content>Mounts of RW layers and read-only views of layers, counted over all processes; each has a reference of its own, so that nobody removes what is mounted.</content>
public sealed partial class LayerStore
{
    private const string ViewPin = "mounted/";

    /// <summary>Ends a mount of an RW layer that was made to last (<see cref="MountOptions.Persistent"/>).</summary>
    /// <exception cref="RWLayerNotFoundException">There is no RW layer of the name.</exception>
    /// <exception cref="NotMountedException">It has no such mount.</exception>
    /// <exception cref="DriverException">The driver cannot unmount; the mount has not ended.</exception>
    public void Unmount(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        ThrowIfClosed();
        ThrowIfReadOnly();
        _work.Run(() =>
        {
            using RWLayer layer = RWLayer.Adopt(_rwLayers.TryTake(name) ?? LoadAndHold(name) ?? throw new RWLayerNotFoundException(name));
            return EndKept(layer.Unguarded.Node.MountId, name);
        });
    }

    /// <summary>Ends a read-only view of a layer that was made to last, and takes off the pin that kept the layer. The layer stays until it is released or pruned.</summary>
    /// <exception cref="LayerNotFoundException">There is no such layer.</exception>
    /// <exception cref="NotMountedException">It has no such mount.</exception>
    /// <exception cref="DriverException">The driver cannot unmount; the mount has not ended.</exception>
    public void Unmount(ChainId chainId)
    {
        ThrowIfClosed();
        ThrowIfReadOnly();
        _work.Run(() =>
        {
            using Layer layer = Layer.Adopt(HoldOrThrow(chainId));
            EndKept(layer.Unguarded.Node.CacheId, chainId.ToString());
            return _calls.Metadata("remove pin", chainId, () => RemoveIfOn(PinOfView(chainId), chainId));
        });
    }

    /// <summary>Mounts an RW layer.</summary>
    /// <param name="hold">A reference that the mount takes over.</param>
    /// <param name="options">Label and lifetime.</param>
    /// <param name="ended">Called when the mount has ended.</param>
    internal Mount Mount(RefCell<RWLayerHold> hold, MountOptions options, Action ended)
    {
        ThrowIfClosed();
        ThrowIfReadOnly();
        RWLayerNode node = hold.Value.Node;
        IMountable driver = Mountable();
        (string path, HoldSlot slot) = _mounts.Exclusive(node.MountId, () =>
        {
            ThrowIfWritten(node);
            return _mounts.Begin(node.MountId, options.Persistent, () => _calls.Driver("mount", node.Name, () => driver.Mount(node.MountId, options.Label)));
        });
        return new Mount(path, node.Name, () =>
        {
            End(node.MountId, slot);
            ended();
            hold.Release();
        });
    }

    /// <summary>Mounts a layer so that nothing can be done to it there.</summary>
    /// <param name="hold">A reference that the mount takes over.</param>
    /// <param name="options">Label and lifetime.</param>
    internal Mount Mount(RefCell<LayerHold> hold, MountOptions options)
    {
        ThrowIfClosed();
        ThrowIfReadOnly();
        LayerNode node = hold.Value.Node;
        IMountable driver = Mountable();
        if (options.Persistent)
        {
            // Before the mount, and left when that fails: a pin too many keeps a layer, a pin too few loses one that is mounted.
            Pin(PinOfView(node.ChainId), node.ChainId, new PinOptions());
        }

        (string path, HoldSlot slot) = _mounts.Exclusive(node.CacheId, () => _mounts.Begin(
            node.CacheId, options.Persistent, () => _calls.Driver("mount", node.ChainId, () => driver.MountReadOnly(node.CacheId, options.Label))));
        return new Mount(path, node.ChainId.ToString(), () =>
        {
            End(node.CacheId, slot);
            hold.Release();
        });
    }

    private static string PinOfView(ChainId chainId) => ViewPin + chainId;

    private IMountable Mountable() => _driver as IMountable ?? throw new DriverNotSupportedException(DriverName, "it cannot mount");

    private void Unmount(CacheId id) => _calls.Driver("unmount", id, () => Mountable().Unmount(id));

    /// <summary>Ends a mount. When the store was closed before it, the next open unmounts.</summary>
    private void End(CacheId id, HoldSlot slot)
    {
        if (Volatile.Read(ref _closed) != 0)
        {
            _session.Return(slot);
            return;
        }

        _work.Run(() =>
        {
            _mounts.End(id, slot, () => Unmount(id));
            return true;
        });
    }

    private bool EndKept(CacheId id, string name) => _mounts.Exclusive(id, () => _mounts.EndKept(id, () => Unmount(id)))
        ? true
        : throw new NotMountedException(name);

    /// <summary>Refuses what would meet somebody who writes without a mount. The caller has the mounts of the RW layer to itself.</summary>
    private void ThrowIfWritten(RWLayerNode node)
    {
        if (node.HasEnded)
        {
            throw new RWLayerNotFoundException(node.Name);
        }

        if (_session.Count(HoldKey.Writing(node.MountId)) > 0)
        {
            throw new RWLayerInUseException(node.Name, "a layer is being applied to it or made of it");
        }
    }

    /// <summary>Takes the content of an RW layer to write it without a mount, until the operation ends.</summary>
    private void TakeContent(RWLayerNode node, UndoScope undo)
    {
        HoldSlot slot = _mounts.Exclusive(node.MountId, () =>
        {
            ThrowIfWritten(node);
            return _mounts.Count(node.MountId) == 0 && !_mounts.IsKept(node.MountId)
                ? _session.Take(HoldKey.Writing(node.MountId))
                : throw new RWLayerInUseException(node.Name, "it is mounted");
        });
        undo.AddAlways(() => _session.Return(slot));
    }
}
