using System.Text;
using LayerKit.Drivers;

namespace LayerKit.Testing.Drivers;

/// <summary>An entry that checks push into a writer. Text is one byte per character (Latin-1).</summary>
internal sealed record StepEntry(LayerEntryType Type, string Path)
{
    public static UnixTime UsualTime { get; } = new(1_600_000_000, 123_456_789);

    public int Mode { get; init; } = 0x1A4;

    public long UserId { get; init; }

    public long GroupId { get; init; }

    public UnixTime ModifiedTime { get; init; } = UsualTime;

    public string LinkTarget { get; init; } = "";

    public uint DeviceMajor { get; init; }

    public uint DeviceMinor { get; init; }

    public (string Name, string Value)[] Xattrs { get; init; } = [];

    public string Content { get; init; } = "";

    /// <summary>The content, when it is more than text.</summary>
    public Func<LayerPayload>? Payload { get; init; }

    public void AddTo(ILayerWriter writer)
    {
        LayerPayload payload = Type != LayerEntryType.File ? LayerPayload.Empty : Payload is null ? new StepPayload(Bytes(Content)) : Payload();
        LayerEntry entry = new()
        {
            Path = Bytes(Path),
            Type = Type,
            LinkTarget = Bytes(LinkTarget),
            Mode = Mode,
            UserId = UserId,
            GroupId = GroupId,
            Size = payload.Length,
            ModifiedTime = ModifiedTime,
            DeviceMajor = DeviceMajor,
            DeviceMinor = DeviceMinor,
            Xattrs = Xattrs.Length == 0 ? null : [.. Xattrs.Select(xattr => new Xattr(Bytes(xattr.Name), Bytes(xattr.Value)))],
        };
        writer.Add(entry, payload);
    }

    public static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);
}
