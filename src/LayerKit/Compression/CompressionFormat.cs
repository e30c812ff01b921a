namespace LayerKit.Compression;

/// <summary>How a stream is compressed, told by its first bytes.</summary>
internal enum CompressionFormat
{
    None,
    Gzip,
    Zstd,
    Xz,
    Bzip2,
}
