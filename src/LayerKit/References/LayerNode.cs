using LayerKit.Identity;
using LayerKit.Metadata;

namespace LayerKit.References;

/// <summary>One live read-only layer. Its counts belong to <see cref="LayerIndex"/> and change under that index's lock only.</summary>
internal sealed class LayerNode(LayerRecord record, LayerNode? parent)
{
    public ChainId ChainId => record.ChainId;

    public DiffId DiffId => record.DiffId;

    public CacheId CacheId => record.CacheId;

    public long DiffSize => record.Size;

    public DateTimeOffset Created => record.Created;

    public LayerNode? Parent { get; } = parent;

    /// <summary>Layers of the chain, this one included.</summary>
    public int Depth { get; } = (parent?.Depth ?? 0) + 1;

    /// <summary>Bytes of the whole chain.</summary>
    public long Size { get; } = (parent?.Size ?? 0) + record.Size;

    /// <summary>What its handles share; null before the first, dead when all were given back.</summary>
    public RefCell<LayerHold>? Hold { get; set; }

    /// <summary>Handles, and calls and streams that outlive theirs.</summary>
    public int Handles => Hold?.Count ?? 0;

    public int Children { get; set; }

    public int RWLayers { get; set; }

    /// <summary>True from the decision to remove it until its record is gone; nobody gets a new reference then.</summary>
    public bool Removing { get; set; }

    public LayerReferences References => new(Handles, Children, RWLayers);
}
