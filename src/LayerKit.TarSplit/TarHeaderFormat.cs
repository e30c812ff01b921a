namespace LayerKit.TarSplit;

/// <summary>The dialects of a header block, told apart by their magic.</summary>
internal enum TarHeaderFormat
{
    V7,
    Ustar,
    Star,
    Gnu,
}
