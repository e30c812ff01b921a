using LayerKit.Identity;

namespace LayerKit.Images;

/// <summary>A layer as it stands in a written image.</summary>
/// <param name="ChainId">The layer in the store.</param>
/// <param name="DiffId">Digest of its plain tar.</param>
/// <param name="Digest">Digest of its blob.</param>
/// <param name="MediaType">What the blob is.</param>
/// <param name="Size">Bytes of its plain tar.</param>
/// <param name="CompressedSize">Bytes of its blob.</param>
public sealed record WrittenLayer(ChainId ChainId, DiffId DiffId, Digest Digest, string MediaType, long Size, long CompressedSize);
