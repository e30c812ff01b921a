using LayerKit.Identity;
using LayerKit.Metadata;

namespace LayerKit.Testing.Metadata;

/// <summary>How records are damaged from outside, for a metadata store whose format allows it. No store is open on the root at that time.</summary>
public interface IMetadataDamage
{
    /// <summary>Makes a layer's record unreadable; its key and cache id stay.</summary>
    void DamageLayer(MetadataContext context, ChainId chainId);

    /// <summary>Makes an RW layer's record unreadable; its key stays.</summary>
    void DamageRWLayer(MetadataContext context, string name);

    /// <summary>Makes a pin unreadable; its key stays.</summary>
    void DamagePin(MetadataContext context, string name);

    /// <summary>Takes a layer's split data away.</summary>
    void LoseSplit(MetadataContext context, LayerRecord layer);
}
