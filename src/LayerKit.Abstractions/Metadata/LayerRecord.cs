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

    /// <summary>Refuses a record that would read back as damaged. Every metadata store calls it before it writes.</summary>
    /// <exception cref="ArgumentException">An id is empty, the size is negative, or parent and DiffID make another ChainID.</exception>
    public void ThrowIfInvalid()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Size);
        if (DiffId.IsEmpty || CacheId.IsEmpty || Parent is { IsEmpty: true })
        {
            throw new ArgumentException($"an id in the record of layer {ChainId} is empty");
        }

        if (ChainId.Of(Parent, DiffId) != ChainId)
        {
            throw new ArgumentException($"parent and DiffID in the record of layer {ChainId} make another ChainID");
        }
    }
}
