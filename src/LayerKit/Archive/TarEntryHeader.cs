using System.Buffers;
using LayerKit.Drivers;
using LayerKit.TarSplit;

namespace LayerKit.Archive;

/// <summary>Turns a layer entry into the header blocks of a tar member.</summary>
internal static class TarEntryHeader
{
    /// <summary>Header blocks of an entry under a clean path; a directory's name gets its trailing slash here.</summary>
    public static ReadOnlyMemory<byte> Write(ReadOnlySpan<byte> path, in LayerEntry entry)
    {
        Span<byte> name = new byte[path.Length + 1];
        path.CopyTo(name);
        name[^1] = (byte)'/';
        TarMemberHeader header = new()
        {
            Name = entry.Type == LayerEntryType.Directory ? name : name[..^1],
            LinkName = entry.LinkTarget,
            TypeFlag = FlagOf(entry.Type),
            Mode = entry.Mode,
            UserId = entry.UserId,
            GroupId = entry.GroupId,
            Size = entry.Type == LayerEntryType.File ? entry.Size : 0,
            ModifiedSeconds = entry.ModifiedTime.Seconds,
            ModifiedNanoseconds = entry.ModifiedTime.Nanoseconds,
            DeviceMajor = entry.DeviceMajor,
            DeviceMinor = entry.DeviceMinor,
            Xattrs = entry.Xattrs?.Select(xattr => new TarXattr(xattr.Name, xattr.Value)).ToList(),
        };
        ArrayBufferWriter<byte> blocks = new();
        TarHeaderWriter.WriteHeader(blocks, header);
        return blocks.WrittenMemory;
    }

    private static byte FlagOf(LayerEntryType type) => type switch
    {
        LayerEntryType.HardLink => TarTypeFlag.HardLink,
        LayerEntryType.SymbolicLink => TarTypeFlag.SymbolicLink,
        LayerEntryType.CharacterDevice => TarTypeFlag.CharacterDevice,
        LayerEntryType.BlockDevice => TarTypeFlag.BlockDevice,
        LayerEntryType.Directory => TarTypeFlag.Directory,
        LayerEntryType.Fifo => TarTypeFlag.Fifo,
        _ => TarTypeFlag.File,
    };
}
