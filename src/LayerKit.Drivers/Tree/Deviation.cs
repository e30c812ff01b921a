namespace LayerKit.Drivers.Tree;

/// <summary>What an entry asked for, kept because the file system or our rights did not allow all of it.</summary>
internal sealed record Deviation(byte[] Path, LayerEntryType Type)
{
    public int Mode { get; init; }

    public long UserId { get; init; }

    public long GroupId { get; init; }

    public uint DeviceMajor { get; init; }

    public uint DeviceMinor { get; init; }

    public UnixTime ModifiedTime { get; init; }

    public IReadOnlyList<Xattr> Xattrs { get; init; } = [];

    /// <summary>True when nothing could be made at the path at all.</summary>
    public bool IsAbsent { get; init; }

    /// <summary>What an entry asks for, to be kept under the path where it goes.</summary>
    public static Deviation Of(in LayerEntry entry, ReadOnlySpan<byte> path, bool isAbsent = false) => new(path.ToArray(), entry.Type)
    {
        Mode = entry.Mode,
        UserId = entry.UserId,
        GroupId = entry.GroupId,
        DeviceMajor = entry.DeviceMajor,
        DeviceMinor = entry.DeviceMinor,
        ModifiedTime = entry.ModifiedTime,
        Xattrs = [.. entry.Xattrs ?? []],
        IsAbsent = isAbsent,
    };

    /// <summary>The entry that was asked for, without path, size and link target.</summary>
    public LayerEntry ToEntry() => new()
    {
        Type = Type,
        Mode = Mode,
        UserId = UserId,
        GroupId = GroupId,
        ModifiedTime = ModifiedTime,
        DeviceMajor = DeviceMajor,
        DeviceMinor = DeviceMinor,
        Xattrs = Xattrs,
    };

    /// <summary>The same under a further name.</summary>
    public Deviation At(ReadOnlySpan<byte> path) => this with { Path = path.ToArray() };
}
