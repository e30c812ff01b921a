using LayerKit.Drivers;

namespace LayerKit.Flattening;

/// <summary>An entry of a layer that outlives the reading of its tar. Two that are not the same object are two versions of a file.</summary>
/// <param name="layer">Which layer of the chain has it, from the bottom.</param>
/// <param name="path">Its clean path in that layer's tar, where its content is found.</param>
internal sealed class KeptEntry(int layer, byte[] path)
{
    public int Layer => layer;

    public byte[] Path => path;

    public required LayerEntryType Type { get; init; }

    public required byte[] LinkTarget { get; init; }

    public required int Mode { get; init; }

    public required long UserId { get; init; }

    public required long GroupId { get; init; }

    public required long Size { get; init; }

    public required UnixTime ModifiedTime { get; init; }

    public required uint DeviceMajor { get; init; }

    public required uint DeviceMinor { get; init; }

    public required IReadOnlyList<Xattr>? Xattrs { get; init; }

    public static KeptEntry Of(int layer, in LayerEntry entry) => new(layer, entry.Path.ToArray())
    {
        Type = entry.Type,
        LinkTarget = entry.LinkTarget.ToArray(),
        Mode = entry.Mode,
        UserId = entry.UserId,
        GroupId = entry.GroupId,
        Size = entry.Type == LayerEntryType.File ? entry.Size : 0,
        ModifiedTime = entry.ModifiedTime,
        DeviceMajor = entry.DeviceMajor,
        DeviceMinor = entry.DeviceMinor,
        Xattrs = entry.Xattrs,
    };

    /// <summary>The entry, or a hard link to where it was written before.</summary>
    public LayerEntry ToEntry(byte[]? firstName = null) => new()
    {
        Type = firstName is null ? Type : LayerEntryType.HardLink,
        LinkTarget = firstName ?? LinkTarget,
        Mode = Mode,
        UserId = UserId,
        GroupId = GroupId,
        Size = firstName is null ? Size : 0,
        ModifiedTime = ModifiedTime,
        DeviceMajor = DeviceMajor,
        DeviceMinor = DeviceMinor,
        Xattrs = firstName is null ? Xattrs : null,
    };
}
