using LayerKit.Identity;

namespace LayerKit.Metadata;

/// <summary>What is kept about one read-only layer.</summary>
/// <param name="ChainId">Its key.</param>
/// <param name="DiffId">Digest of its plain tar.</param>
/// <param name="Parent">The layer below, or null for a base layer.</param>
/// <param name="CacheId">The driver's name for its content.</param>
/// <param name="Size">Bytes of its own regular files, without those below.</param>
public sealed record LayerRecord(ChainId ChainId, DiffId DiffId, ChainId? Parent, CacheId CacheId, long Size)
{
    /// <summary>When it was registered; a store sets it when it reads a record, and it may be approximate.</summary>
    public DateTimeOffset Created { get; init; }
}
