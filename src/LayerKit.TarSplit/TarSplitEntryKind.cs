namespace LayerKit.TarSplit;

/// <summary>What one entry of a split tar is; the numbers are those of the JSON field <c>type</c>.</summary>
public enum TarSplitEntryKind
{
    /// <summary>No entry has been read.</summary>
    None = 0,

    /// <summary>Marks where the payload of a file goes.</summary>
    File = 1,

    /// <summary>Raw bytes of the tar.</summary>
    Segment = 2,
}
