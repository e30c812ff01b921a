using LayerKit.Drivers.Linux;

namespace LayerKit.Drivers.Tree;

/// <summary>What makes two files of the same name the same to a layer, but for attributes and link target.</summary>
/// <remarks>The size and time of a directory say nothing: they follow from what is in it.</remarks>
internal readonly record struct NodeState(int Type, int Mode, long UserId, long GroupId, (uint Major, uint Minor) Device, (long Size, UnixTime Modified) Content)
{
    public bool IsDirectory => Type == SysStat.TypeDirectory;

    public static NodeState Of(in FileStatus status) => new(
        status.Type,
        status.Permissions,
        status.UserId,
        status.GroupId,
        (status.DeviceMajor, status.DeviceMinor),
        status.IsDirectory ? default : (status.Size, status.ModifiedTime));

    /// <summary>Puts what is on record in the place of what is there.</summary>
    public NodeState With(Deviation deviation) => this with
    {
        Type = TypeOf(deviation.Type, Type),
        Mode = deviation.Mode,
        UserId = deviation.UserId,
        GroupId = deviation.GroupId,
        Device = (deviation.DeviceMajor, deviation.DeviceMinor),
        Content = deviation.IsAbsent ? (0, deviation.ModifiedTime) : Content,
    };

    private static int TypeOf(LayerEntryType recorded, int present) => recorded switch
    {
        LayerEntryType.CharacterDevice => SysStat.TypeCharacter,
        LayerEntryType.BlockDevice => SysStat.TypeBlock,
        LayerEntryType.Fifo => SysStat.TypeFifo,
        _ => present,
    };
}
