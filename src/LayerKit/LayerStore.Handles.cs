using LayerKit.Drivers;
using LayerKit.Errors;
using LayerKit.References;

namespace LayerKit;

/// <content>What handles and mounts ask of their store.</content>
public sealed partial class LayerStore
{
    internal void Return(LayerNode node) => _layers.Return(node, ReferenceKind.Handle);

    internal void Return(RWLayerNode node) => _rwLayers.Return(node);

    internal bool ReturnAndBeginRemoval(RWLayerNode node) => _rwLayers.ReturnAndBeginRemoval(node);

    /// <summary>Counts a mount, and mounts when it is the first; counted only when the driver has done it.</summary>
    internal string Mount(RWLayerNode node, string? label)
    {
        ThrowIfClosed();
        IMountable driver = _driver as IMountable ?? throw new DriverNotSupportedException(DriverName, "it cannot mount");
        lock (node.MountLock)
        {
            node.MountPath ??= _calls.Driver("mount", node.Name, () => driver.Mount(node.MountId, label));
            _rwLayers.AddMount(node, 1);
            return node.MountPath;
        }
    }

    /// <summary>Gives a mount back, and unmounts when it is the last.</summary>
    internal void Unmount(RWLayerNode node)
    {
        lock (node.MountLock)
        {
            if (node.Mounts == 1)
            {
                _calls.Driver("unmount", node.Name, () => ((IMountable)_driver).Unmount(node.MountId));
                node.MountPath = null;
            }

            _rwLayers.AddMount(node, -1);
        }
    }
}
