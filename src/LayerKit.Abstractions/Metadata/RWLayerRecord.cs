using LayerKit.Identity;

namespace LayerKit.Metadata;

/// <summary>What is kept about one RW layer.</summary>
/// <param name="Name">Its key, chosen by the caller.</param>
/// <param name="MountId">The driver's name for its content.</param>
/// <param name="InitId">The driver's name for its init layer, or null when it has none.</param>
/// <param name="Parent">The layer below, or null.</param>
public sealed record RWLayerRecord(string Name, CacheId MountId, CacheId? InitId, ChainId? Parent)
{
    /// <summary>Refuses a record that would read back as damaged. Every metadata store calls it before it writes.</summary>
    /// <exception cref="ArgumentException">The name breaks the rules of <see cref="RWLayerName"/>, or an id is empty.</exception>
    public void ThrowIfInvalid()
    {
        RWLayerName.ThrowIfInvalid(Name);
        if (MountId.IsEmpty || InitId is { IsEmpty: true } || Parent is { IsEmpty: true })
        {
            throw new ArgumentException($"an id in the record of RW layer '{Name}' is empty");
        }
    }
}
