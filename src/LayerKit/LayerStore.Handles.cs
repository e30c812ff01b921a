using LayerKit.Drivers;
using LayerKit.Errors;
using LayerKit.References;

namespace LayerKit;

/// <content>What handles and mounts ask of their store.</content>
public sealed partial class LayerStore
{
    /// <summary>Watches the handles of this store.</summary>
    internal HandleTracker Handles { get; }

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
