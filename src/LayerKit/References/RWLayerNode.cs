using LayerKit.Identity;
using LayerKit.Metadata;

namespace LayerKit.References;

/// <summary>An RW layer's record, and what this process has mounted of it.</summary>
internal sealed class RWLayerNode(RWLayerRecord record, LayerNode? parent)
{
    public RWLayerRecord Record => record;

    public string Name => record.Name;

    public CacheId MountId => record.MountId;

    public LayerNode? Parent { get; } = parent;

    /// <summary>What the layer's changes are counted against: its init layer, else its parent, else nothing.</summary>
    public CacheId? Below => record.InitId ?? Parent?.CacheId;

    /// <summary>Held while the driver mounts or unmounts, so that the first mount is done before the second returns its path.</summary>
    public Lock MountLock { get; } = new();

    /// <summary>Mounts that have not ended; each has a reference of its own. Guarded by <see cref="MountLock"/>.</summary>
    public int Mounts { get; set; }

    /// <summary>Where it is mounted while <see cref="Mounts"/> is above zero; guarded by <see cref="MountLock"/>.</summary>
    public string? MountPath { get; set; }
}
