using System.Buffers;
using System.Text;
using LayerKit.TarSplit;

namespace LayerKit.Tests;

/// <summary>Makes small tars in memory.</summary>
internal sealed class TarBuilder
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public TarBuilder File(string name, string content, int mode = 0b110_100_100, long mtime = 1_600_000_000)
    {
        byte[] payload = Encoding.UTF8.GetBytes(content);
        Header(name, TarTypeFlag.File, mode, payload.Length, mtime: mtime);
        _bytes.Write(payload);
        TarHeaderWriter.WritePadding(_bytes, payload.Length);
        return this;
    }

    public TarBuilder Directory(string name, int mode = 0b111_101_101) => Header(name + "/", TarTypeFlag.Directory, mode);

    public TarBuilder Symlink(string name, string target) => Header(name, TarTypeFlag.SymbolicLink, 0b111_111_111, link: target);

    public TarBuilder HardLink(string name, string target) => Header(name, TarTypeFlag.HardLink, 0b110_100_100, link: target);

    public TarBuilder Member(string name, char type) => Header(name, (byte)type, 0b110_100_100);

    public TarBuilder Raw(ReadOnlySpan<byte> bytes)
    {
        _bytes.Write(bytes);
        return this;
    }

    /// <summary>The tar with its end marker.</summary>
    public byte[] Build()
    {
        TarHeaderWriter.WriteEndMarker(_bytes);
        return _bytes.WrittenSpan.ToArray();
    }

    /// <summary>The tar so far, without an end marker.</summary>
    public byte[] BuildOpenEnded() => _bytes.WrittenSpan.ToArray();

    private TarBuilder Header(string name, byte type, int mode, long size = 0, string link = "", long mtime = 1_600_000_000)
    {
        TarMemberHeader header = new()
        {
            Name = Encoding.UTF8.GetBytes(name),
            LinkName = Encoding.UTF8.GetBytes(link),
            TypeFlag = type,
            Mode = mode,
            Size = size,
            ModifiedSeconds = mtime,
        };
        TarHeaderWriter.WriteHeader(_bytes, header);
        return this;
    }
}
