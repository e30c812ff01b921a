namespace LayerKit.Drivers;

/// <summary>A stretch of a payload that holds data; what lies between two extents is a hole and reads as zeros.</summary>
/// <param name="Offset">Where the data starts in the file, in bytes.</param>
/// <param name="Length">How many bytes of data.</param>
public readonly record struct LayerExtent(long Offset, long Length);
