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

    /// <summary>The same under a further name.</summary>
    public Deviation At(ReadOnlySpan<byte> path) => this with { Path = path.ToArray() };
}
