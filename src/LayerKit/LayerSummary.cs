using LayerKit.Identity;

namespace LayerKit;

/// <summary>One layer in a listing. It is no reference: the layer may be gone by the time it is read.</summary>
/// <param name="ChainId">Which.</param>
/// <param name="DiffId">Digest of its tar.</param>
/// <param name="Parent">The layer below, or null for a base layer.</param>
/// <param name="Size">Bytes of it and all layers below it.</param>
/// <param name="DiffSize">Bytes of its own.</param>
/// <param name="Created">When it was registered.</param>
/// <param name="References">What refers to it.</param>
public sealed record LayerSummary(
    ChainId ChainId, DiffId DiffId, ChainId? Parent, long Size, long DiffSize, DateTimeOffset Created, LayerReferences References);
