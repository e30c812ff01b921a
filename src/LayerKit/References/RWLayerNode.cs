using LayerKit.Identity;
using LayerKit.Metadata;

namespace LayerKit.References;

/// <summary>An RW layer's record, and the layer it is on.</summary>
internal sealed class RWLayerNode(RWLayerRecord record, LayerNode? parent)
{
    public RWLayerRecord Record => record;

    public string Name => record.Name;

    public CacheId MountId => record.MountId;

    public LayerNode? Parent { get; } = parent;

    /// <summary>What the layer's changes are counted against: its init layer, else its parent, else nothing.</summary>
    public CacheId? Below => record.InitId ?? Parent?.CacheId;

    /// <summary>True once it has become a read-only layer; what it wrote is that layer's then, and no clone of a handle may touch it.</summary>
    public bool HasEnded { get; set; }
}
