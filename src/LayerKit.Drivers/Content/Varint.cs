using System.Buffers;

namespace LayerKit.Drivers.Content;

/// <summary>Numbers in as few bytes as they need: seven bits each, the lowest first (LEB128); signed ones zigzag.</summary>
internal static class Varint
{
    private const int MaxLength = 10;
    private const int Bits = 7;
    private const byte More = 0x80;

    public static void Write(ArrayBufferWriter<byte> writer, ulong value)
    {
        Span<byte> room = writer.GetSpan(MaxLength);
        int length = 0;
        while (value >= More)
        {
            room[length++] = (byte)(value | More);
            value >>= Bits;
        }

        room[length++] = (byte)value;
        writer.Advance(length);
    }

    public static void WriteSigned(ArrayBufferWriter<byte> writer, long value) => Write(writer, (ulong)((value << 1) ^ (value >> 63)));

    public static void WriteBytes(ArrayBufferWriter<byte> writer, ReadOnlySpan<byte> bytes)
    {
        Write(writer, (ulong)bytes.Length);
        writer.Write(bytes);
    }

    public static ulong Read(scoped ref ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        int position = 0;
        byte part;
        do
        {
            part = bytes[position];
            value |= (ulong)(part & (More - 1)) << (Bits * position++);
        }
        while (part >= More);
        bytes = bytes[position..];
        return value;
    }

    public static long ReadSigned(scoped ref ReadOnlySpan<byte> bytes)
    {
        ulong value = Read(ref bytes);
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public static ReadOnlySpan<byte> ReadBytes(scoped ref ReadOnlySpan<byte> bytes)
    {
        int length = (int)Read(ref bytes);
        ReadOnlySpan<byte> value = bytes[..length];
        bytes = bytes[length..];
        return value;
    }
}
