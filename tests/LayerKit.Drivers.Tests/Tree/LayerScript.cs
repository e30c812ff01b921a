using System.Formats.Tar;
using System.Text;

namespace LayerKit.Drivers.Tests.Tree;

/// <summary>Pushes entries into a writer in one line each.</summary>
internal static class LayerScript
{
    public static readonly UnixTime Time = new(1_600_000_000, 123_456_789);

    private const string SchilyXattr = "SCHILY.xattr.";

    public static ILayerWriter File(this ILayerWriter writer, string path, string content = "", int mode = 0x1A4)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(content);
        writer.Add(
            new LayerEntry { Path = Encoding.UTF8.GetBytes(path), Mode = mode, Size = bytes.Length, ModifiedTime = Time },
            new BytesPayload(bytes));
        return writer;
    }

    public static ILayerWriter Directory(this ILayerWriter writer, string path, int mode = 0x1ED, params Xattr[] xattrs) =>
        writer.Node(LayerEntryType.Directory, path, mode: mode, xattrs: xattrs);

    public static ILayerWriter Symlink(this ILayerWriter writer, string path, string target) =>
        writer.Node(LayerEntryType.SymbolicLink, path, target, mode: 0x1FF);

    public static ILayerWriter HardLink(this ILayerWriter writer, string path, string target) =>
        writer.Node(LayerEntryType.HardLink, path, target);

    public static ILayerWriter Node(this ILayerWriter writer, LayerEntryType type, string path, string target = "", int mode = 0x1A4, params Xattr[] xattrs)
    {
        LayerEntry entry = new()
        {
            Type = type,
            Path = Encoding.UTF8.GetBytes(path),
            LinkTarget = Encoding.UTF8.GetBytes(target),
            Mode = mode,
            ModifiedTime = Time,
            DeviceMajor = type == LayerEntryType.CharacterDevice ? 1u : 0,
            DeviceMinor = type == LayerEntryType.CharacterDevice ? 3u : 0,
            Xattrs = xattrs,
        };
        writer.Add(entry, LayerPayload.Empty);
        return writer;
    }

    public static ILayerWriter Whiteout(this ILayerWriter writer, string path)
    {
        writer.Whiteout(Encoding.UTF8.GetBytes(path));
        return writer;
    }

    public static ILayerWriter Opaque(this ILayerWriter writer, string path)
    {
        writer.Opaque(Encoding.UTF8.GetBytes(path));
        return writer;
    }

    public static Xattr Attribute(string name, string value) => new(Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes(value));

    /// <summary>Pushes a whole tar, read by .NET's own reader.</summary>
    public static void Tar(this ILayerWriter writer, string file)
    {
        using FileStream stream = System.IO.File.OpenRead(file);
        using TarReader reader = new(stream);
        while (reader.GetNextEntry() is { } member)
        {
            writer.Member(member);
        }
    }

    private static void Member(this ILayerWriter writer, TarEntry member)
    {
        byte[] content = [];
        if (member.DataStream is { } data)
        {
            content = new byte[data.Length];
            data.ReadExactly(content);
        }

        PosixTarEntry? device = member.EntryType is TarEntryType.CharacterDevice or TarEntryType.BlockDevice ? (PosixTarEntry)member : null;
        LayerEntry entry = new()
        {
            Path = Clean(member.Name),
            Type = TypeOf(member.EntryType),
            LinkTarget = member.EntryType == TarEntryType.HardLink ? Clean(member.LinkName) : Encoding.UTF8.GetBytes(member.LinkName),
            Mode = (int)member.Mode,
            UserId = member.Uid,
            GroupId = member.Gid,
            Size = content.Length,
            ModifiedTime = TimeOf(member),
            DeviceMajor = (uint)(device?.DeviceMajor ?? 0),
            DeviceMinor = (uint)(device?.DeviceMinor ?? 0),
            Xattrs = XattrsOf(member),
        };
        writer.Add(entry, new BytesPayload(content));
    }

    private static byte[] Clean(string name)
    {
        string clean = name.TrimEnd('/');
        return Encoding.UTF8.GetBytes(clean == "." ? "" : clean.StartsWith("./", StringComparison.Ordinal) ? clean[2..] : clean);
    }

    private static LayerEntryType TypeOf(TarEntryType type) => type switch
    {
        TarEntryType.Directory => LayerEntryType.Directory,
        TarEntryType.SymbolicLink => LayerEntryType.SymbolicLink,
        TarEntryType.HardLink => LayerEntryType.HardLink,
        TarEntryType.CharacterDevice => LayerEntryType.CharacterDevice,
        TarEntryType.BlockDevice => LayerEntryType.BlockDevice,
        TarEntryType.Fifo => LayerEntryType.Fifo,
        _ => LayerEntryType.File,
    };

    private static UnixTime TimeOf(TarEntry member)
    {
        string? text = member is PaxTarEntry pax && pax.ExtendedAttributes.TryGetValue("mtime", out string? value) ? value : null;
        decimal seconds = decimal.Parse(text ?? $"{member.ModificationTime.ToUnixTimeSeconds()}", System.Globalization.CultureInfo.InvariantCulture);
        decimal whole = decimal.Floor(seconds);
        return new UnixTime((long)whole, (int)((seconds - whole) * 1_000_000_000));
    }

    private static Xattr[] XattrsOf(TarEntry member) => member is PaxTarEntry pax
        ? [.. pax.ExtendedAttributes
            .Where(pair => pair.Key.StartsWith(SchilyXattr, StringComparison.Ordinal))
            .Select(pair => Attribute(pair.Key[SchilyXattr.Length..], pair.Value))]
        : [];
}
