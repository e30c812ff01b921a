namespace LayerKit.TarSplit;

/// <summary>What <see cref="TarHeaderWriter"/> writes about one member. Owner and group names are left empty: a layer knows numbers only.</summary>
public readonly ref struct TarMemberHeader
{
    /// <summary>Name as it shall stand in the tar, any encoding; a directory's ends with a slash.</summary>
    public ReadOnlySpan<byte> Name { get; init; }

    /// <summary>Target of a hard or symbolic link, otherwise empty.</summary>
    public ReadOnlySpan<byte> LinkName { get; init; }

    /// <summary>One of <see cref="TarTypeFlag"/>.</summary>
    public byte TypeFlag { get; init; }

    /// <summary>Permission bits with setuid, setgid and sticky (07777).</summary>
    public int Mode { get; init; }

    /// <summary>Numeric owner.</summary>
    public long UserId { get; init; }

    /// <summary>Numeric group.</summary>
    public long GroupId { get; init; }

    /// <summary>Bytes of payload that the caller writes after the header; 0 for everything but regular files.</summary>
    public long Size { get; init; }

    /// <summary>Time of last modification in whole seconds since 1970, rounded down.</summary>
    public long ModifiedSeconds { get; init; }

    /// <summary>0 to 999,999,999, counted forward from <see cref="ModifiedSeconds"/>.</summary>
    public int ModifiedNanoseconds { get; init; }

    /// <summary>Major number of a device, otherwise 0.</summary>
    public uint DeviceMajor { get; init; }

    /// <summary>Minor number of a device, otherwise 0.</summary>
    public uint DeviceMinor { get; init; }

    /// <summary>Extended attributes, written in this order; null means none.</summary>
    public IReadOnlyList<TarXattr>? Xattrs { get; init; }
}
