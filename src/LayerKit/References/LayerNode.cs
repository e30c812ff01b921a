using LayerKit.Identity;
using LayerKit.Metadata;

namespace LayerKit.References;

/// <summary>A layer's record together with those below it, as they were read while something kept them.</summary>
internal sealed class LayerNode(LayerRecord record, LayerNode? parent)
{
    public ChainId ChainId => record.ChainId;

    public DiffId DiffId => record.DiffId;

    public CacheId CacheId => record.CacheId;

    public long DiffSize => record.Size;

    public DateTimeOffset Created => record.Created;

    /// <inheritdoc cref="IMetadataStore.FindForeignOwner(LayerRecord)"/>
    public string? ForeignOwner(IMetadataStore metadata) => metadata.FindForeignOwner(record);

    public LayerNode? Parent { get; } = parent;

    /// <summary>Layers of the chain, this one included.</summary>
    public int Depth { get; } = (parent?.Depth ?? 0) + 1;

    /// <summary>Bytes of the whole chain.</summary>
    public long Size { get; } = (parent?.Size ?? 0) + record.Size;
}
