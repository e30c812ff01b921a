namespace LayerKit.Images;

/// <summary>What a layer's blob is compressed with.</summary>
public enum LayerCompressionKind
{
    /// <summary>Nothing; the blob is the layer's tar.</summary>
    None,

    /// <summary>gzip (RFC 1952), which everything reads.</summary>
    Gzip,

    /// <summary>zstd (RFC 8878), which docker reads since version 23 and docker archives do not hold.</summary>
    Zstd,
}
