using LayerKit.Identity;

namespace LayerKit;

/// <summary>A layer that was removed because the last reference to it was given back.</summary>
/// <param name="ChainId">Which.</param>
/// <param name="DiffId">Digest of its tar.</param>
/// <param name="Size">Bytes of it and all layers below it.</param>
/// <param name="DiffSize">Bytes of its own.</param>
public sealed record ReleasedLayer(ChainId ChainId, DiffId DiffId, long Size, long DiffSize);
