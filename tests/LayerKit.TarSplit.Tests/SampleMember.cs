namespace LayerKit.TarSplit.Tests;

/// <summary>A member to write and to find again, with arrays in place of spans.</summary>
internal sealed record SampleMember(byte[] Name, byte Type)
{
    public byte[] LinkName { get; init; } = [];

    public byte[] Content { get; init; } = [];

    public long? Size { get; init; }

    public int Mode { get; init; } = 0x1ED;

    public (long User, long Group) Owner { get; init; }

    public (long Seconds, int Nanoseconds) Time { get; init; } = (1_600_000_000, 0);

    public (uint Major, uint Minor) Device { get; init; }

    public TarXattr[] Xattrs { get; init; } = [];

    public TarMemberHeader Header => new()
    {
        Name = Name,
        TypeFlag = Type,
        LinkName = LinkName,
        Size = Size ?? Content.Length,
        Mode = Mode,
        UserId = Owner.User,
        GroupId = Owner.Group,
        ModifiedSeconds = Time.Seconds,
        ModifiedNanoseconds = Time.Nanoseconds,
        DeviceMajor = Device.Major,
        DeviceMinor = Device.Minor,
        Xattrs = Xattrs,
    };

    public static string Show(TarXattr xattr) => Convert.ToHexString(xattr.Name.Span) + "=" + Convert.ToHexString(xattr.Value.Span);

    public void AssertSame(TarMember member)
    {
        Assert.Equal(Name, member.Name);
        Assert.Equal(LinkName, member.LinkName);
        Assert.Equal((Type, Mode, Size ?? Content.Length), (member.TypeFlag, member.Mode, member.Size));
        Assert.Equal(Owner, (member.UserId, member.GroupId));
        Assert.Equal(Time, (member.ModifiedSeconds, member.ModifiedNanoseconds));
        Assert.Equal(Device, (member.DeviceMajor, member.DeviceMinor));
        Assert.Equal(Xattrs.Select(Show), member.Xattrs.Select(Show));
    }
}
