namespace LayerKit.Drivers;

/// <summary>One file of a layer as its tar describes it. Names are bytes, because tars and Linux do not promise any encoding.</summary>
/// <remarks>
/// Paths are clean: relative to the layer's root, <c>/</c> between parts, no empty, <c>.</c> or <c>..</c> part, no NUL, no trailing slash.
/// The empty path is the layer's root itself. Spans belong to the caller and are valid during the call that hands the entry over.
/// </remarks>
public readonly ref struct LayerEntry
{
    /// <summary>Where the entry goes, clean; empty for the root.</summary>
    public ReadOnlySpan<byte> Path { get; init; }

    /// <summary>What it makes.</summary>
    public LayerEntryType Type { get; init; }

    /// <summary>For a symbolic link the target verbatim, for a hard link the clean path of the file it names; otherwise empty.</summary>
    public ReadOnlySpan<byte> LinkTarget { get; init; }

    /// <summary>Permission bits with setuid, setgid and sticky (07777).</summary>
    public int Mode { get; init; }

    /// <summary>Numeric owner.</summary>
    public long UserId { get; init; }

    /// <summary>Numeric group.</summary>
    public long GroupId { get; init; }

    /// <summary>Bytes of a regular file's content; 0 for all other types.</summary>
    public long Size { get; init; }

    /// <summary>Time of last modification.</summary>
    public UnixTime ModifiedTime { get; init; }

    /// <summary>Major number of a device, otherwise 0.</summary>
    public uint DeviceMajor { get; init; }

    /// <summary>Minor number of a device, otherwise 0.</summary>
    public uint DeviceMinor { get; init; }

    /// <summary>Names the file itself among those of one layer, so that two hard links can be recognised; 0 when the source does not know.</summary>
    public ulong FileNumber { get; init; }

    /// <summary>Extended attributes, in the order of the tar; never null when <see cref="HasXattrs"/> is true.</summary>
    public IReadOnlyList<Xattr>? Xattrs { get; init; }

    /// <summary>True when there is at least one extended attribute.</summary>
    public bool HasXattrs => Xattrs is { Count: > 0 };
}
