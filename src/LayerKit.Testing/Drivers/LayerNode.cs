using LayerKit.Drivers;

namespace LayerKit.Testing.Drivers;

/// <summary>One file of a <see cref="LayerTree"/>: all that a layer can say of it, so that two equal nodes are equal files.</summary>
public sealed record LayerNode
{
    /// <summary>What it is; a hard link is what it is a name of.</summary>
    public required LayerEntryType Type { get; init; }

    /// <summary>Permission bits with setuid, setgid and sticky; 0777 for a symbolic link.</summary>
    public int Mode { get; init; }

    /// <summary>Numeric owner.</summary>
    public long UserId { get; init; }

    /// <summary>Numeric group.</summary>
    public long GroupId { get; init; }

    /// <summary>Time of last modification.</summary>
    public UnixTime ModifiedTime { get; init; }

    /// <summary>Content of a file, as text of one character per byte up to 1 KiB, else its length and SHA-256; empty for all other types.</summary>
    public string Content { get; init; } = "";

    /// <summary>Target of a symbolic link, otherwise empty.</summary>
    public string LinkTarget { get; init; } = "";

    /// <summary>Major and minor number of a device, otherwise zeros.</summary>
    public (uint Major, uint Minor) Device { get; init; }

    /// <summary>Extended attributes as <c>name=value</c>, sorted, with NUL between them.</summary>
    public string Xattrs { get; init; } = "";

    /// <summary>The first name, by its bytes, of a file that has several in the tree; otherwise empty.</summary>
    public string SameAs { get; init; } = "";

    /// <summary>One line for people.</summary>
    public override string ToString() =>
        $"{Type} {Convert.ToString(Mode, 8)} {UserId}:{GroupId} {ModifiedTime.Seconds}.{ModifiedTime.Nanoseconds:D9}"
        + $" content '{Content}' target '{LinkTarget}' device {Device.Major}:{Device.Minor} xattrs '{Xattrs.Replace('\0', ' ')}' same as '{SameAs}'";
}
