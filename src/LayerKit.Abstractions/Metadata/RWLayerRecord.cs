using LayerKit.Identity;

namespace LayerKit.Metadata;

/// <summary>What is kept about one RW layer.</summary>
/// <param name="Name">Its key, chosen by the caller.</param>
/// <param name="MountId">The driver's name for its content.</param>
/// <param name="InitId">The driver's name for its init layer, or null when it has none.</param>
/// <param name="Parent">The layer below, or null.</param>
public sealed record RWLayerRecord(string Name, CacheId MountId, CacheId? InitId, ChainId? Parent);
