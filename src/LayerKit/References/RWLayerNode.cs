using LayerKit.Identity;
using LayerKit.Metadata;

namespace LayerKit.References;

/// <summary>One RW layer. State and counts belong to <see cref="RWLayerIndex"/> and change under that index's lock only.</summary>
internal sealed class RWLayerNode(RWLayerRecord record, LayerNode? parent)
{
    public RWLayerRecord Record => record;

    public string Name => record.Name;

    public CacheId MountId => record.MountId;

    public LayerNode? Parent { get; } = parent;

    /// <summary>What the layer's changes are counted against: its init layer, else its parent, else nothing.</summary>
    public CacheId? Below => record.InitId ?? Parent?.CacheId;

    public RWLayerState State { get; set; }

    /// <summary>What its handles share; null before the first, dead when all were given back.</summary>
    public RefCell<RWLayerHold>? Hold { get; set; }

    /// <summary>Handles, and calls and streams that outlive theirs.</summary>
    public int Handles => Hold?.Count ?? 0;

    public int Mounts { get; set; }

    /// <summary>Held while the driver mounts or unmounts, so that the first mount is done before the second returns its path.</summary>
    public Lock MountLock { get; } = new();

    /// <summary>Where it is mounted while <see cref="Mounts"/> is above zero; guarded by <see cref="MountLock"/>.</summary>
    public string? MountPath { get; set; }
}
