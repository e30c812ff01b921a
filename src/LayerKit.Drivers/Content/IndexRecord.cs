namespace LayerKit.Drivers.Content;

/// <summary>One record of an index: an entry, or a mark that hides what lower layers have.</summary>
internal readonly ref struct IndexRecord
{
    public RecordKind Kind { get; init; }

    /// <summary>Where the record starts; later ones came later in the tar.</summary>
    public int Start { get; init; }

    /// <summary>Where the next one starts.</summary>
    public int End { get; init; }

    /// <summary>The entry with its path; for a mark the path alone.</summary>
    public LayerEntry Entry { get; init; }

    /// <summary>Where the payload is, for a file that is not empty.</summary>
    public PayloadSlot Slot { get; init; }

    public bool IsMark => Kind >= RecordKind.Whiteout;
}
