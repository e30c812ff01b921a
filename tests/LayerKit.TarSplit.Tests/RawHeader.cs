using System.Text;

namespace LayerKit.TarSplit.Tests;

/// <summary>One header block with each field as raw bytes, right or wrong; nothing of the code under test is used.</summary>
internal sealed class RawHeader
{
    public byte[] Name { get; init; } = "file"u8.ToArray();

    public byte[] LinkName { get; init; } = [];

    public char Type { get; init; } = '0';

    public string Mode { get; init; } = "0000644\0";

    public byte[] UserId { get; init; } = "0000000\0"u8.ToArray();

    public byte[] GroupId { get; init; } = "0000000\0"u8.ToArray();

    public long Size { get; init; }

    public byte[]? SizeField { get; init; }

    public byte[] ModifiedTime { get; init; } = "14371624401\0"u8.ToArray();

    public string Magic { get; init; } = "ustar\000";

    public string Trailer { get; init; } = "";

    public byte[] Prefix { get; init; } = [];

    public byte[] DeviceMajor { get; init; } = [];

    public byte[] DeviceMinor { get; init; } = [];

    public bool SignedChecksum { get; init; }

    public (int Offset, byte[] Bytes)[] Patches { get; init; } = [];

    public byte[] ToBlock()
    {
        byte[] block = new byte[512];
        Name.CopyTo(block, 0);
        Encoding.Latin1.GetBytes(Mode).CopyTo(block, 100);
        UserId.CopyTo(block, 108);
        GroupId.CopyTo(block, 116);
        (SizeField ?? Encoding.ASCII.GetBytes(Convert.ToString(Size, 8).PadLeft(11, '0'))).CopyTo(block, 124);
        ModifiedTime.CopyTo(block, 136);
        block[156] = (byte)Type;
        LinkName.CopyTo(block, 157);
        Encoding.Latin1.GetBytes(Magic).CopyTo(block, 257);
        DeviceMajor.CopyTo(block, 329);
        DeviceMinor.CopyTo(block, 337);
        Prefix.CopyTo(block, 345);
        Encoding.Latin1.GetBytes(Trailer).CopyTo(block, 508);
        foreach ((int offset, byte[] bytes) in Patches)
        {
            bytes.CopyTo(block, offset);
        }

        Seal(block);
        return block;
    }

    private void Seal(byte[] block)
    {
        block.AsSpan(148, 8).Fill((byte)' ');
        int sum = SignedChecksum ? block.Sum(b => (int)(sbyte)b) : block.Sum(b => (int)b);
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(block, 148);
    }
}
