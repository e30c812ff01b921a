using LayerKit.Drivers;
using LayerKit.Errors;
using LayerKit.References;

namespace LayerKit;

/// <content>Mounts of RW layers, counted in this process; a mount has a reference of its own, so that nobody removes what is mounted.</content>
public sealed partial class LayerStore
{
    /// <summary>Counts a mount, and mounts when it is the first; counted only when the driver has done it.</summary>
    /// <param name="hold">A reference that the mount takes over.</param>
    /// <param name="label">An SELinux mount label, or null.</param>
    internal string Mount(RefCell<RWLayerHold> hold, string? label)
    {
        ThrowIfClosed();
        ThrowIfReadOnly();
        RWLayerNode node = hold.Value.Node;
        IMountable driver = _driver as IMountable ?? throw new DriverNotSupportedException(DriverName, "it cannot mount");
        lock (node.MountLock)
        {
            node.MountPath ??= _calls.Driver("mount", node.Name, () => driver.Mount(node.MountId, label));
            node.Mounts++;
            return node.MountPath;
        }
    }

    /// <summary>Ends a mount, unmounts when it is the last, and gives the mount's reference back.</summary>
    internal void Unmount(RefCell<RWLayerHold> hold)
    {
        RWLayerNode node = hold.Value.Node;
        lock (node.MountLock)
        {
            if (node.Mounts == 1)
            {
                _calls.Driver("unmount", node.Name, () => ((IMountable)_driver).Unmount(node.MountId));
                node.MountPath = null;
            }

            node.Mounts--;
        }

        hold.Release();
    }
}
