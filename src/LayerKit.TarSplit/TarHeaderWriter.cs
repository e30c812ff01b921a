namespace LayerKit.TarSplit;

/// <summary>Writes tar headers that depend on their input alone: ustar where it fits, a PAX header before it where not.</summary>
/// <remarks>
/// PAX headers have a fixed owner, mode and time and no process id, so that the same members give the same bytes. Names that fit stand as raw bytes,
/// whatever their encoding. GNU tar, bsdtar and Go read the result alike.
/// </remarks>
public static class TarHeaderWriter
{
    private const long MaxOctal7 = (1L << 21) - 1;
    private const long MaxOctal11 = (1L << 33) - 1;
    private const int EndMarkerLength = 2 * TarHeaderBlock.Size;

    /// <summary>Writes the header blocks of one member. Its payload, if any, and <see cref="WritePadding"/> come next.</summary>
    /// <exception cref="ArgumentException">A name is empty or has a NUL, or an attribute's name cannot stand in a PAX record.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size, owner, nanosecond or device number is negative or too large.</exception>
    public static void WriteHeader(IBufferWriter<byte> output, scoped in TarMemberHeader header)
    {
        ArgumentNullException.ThrowIfNull(output);
        Check(header);
        int split = SplitName(header.Name);
        long records = PaxRecordWriter.WriteAll(null, header, split < 0);
        if (records > 0)
        {
            WritePaxHeader(output, header.Name, records);
            PaxRecordWriter.WriteAll(output, header, split < 0);
            WritePadding(output, records);
        }

        WriteBlock(output, header, Math.Max(split, 0));
    }

    /// <summary>Fills the last block of a payload with zeros.</summary>
    /// <param name="output">Where the zeros go.</param>
    /// <param name="payloadLength">Bytes of the payload before them.</param>
    public static void WritePadding(IBufferWriter<byte> output, long payloadLength)
    {
        ArgumentNullException.ThrowIfNull(output);
        WriteZeros(output, (int)(-payloadLength & (TarHeaderBlock.Size - 1)));
    }

    /// <summary>Ends the tar with two zero blocks, and no further padding.</summary>
    public static void WriteEndMarker(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        WriteZeros(output, EndMarkerLength);
    }

    internal static bool FitsOctal7(long value) => value is >= 0 and <= MaxOctal7;

    internal static bool FitsOctal11(long value) => value is >= 0 and <= MaxOctal11;

    private static void Check(scoped in TarMemberHeader header)
    {
        if (header.Name.IsEmpty || header.Name.Contains((byte)0) || header.LinkName.Contains((byte)0))
        {
            throw new ArgumentException("A tar member needs a name, and neither it nor its link target can have a NUL.", nameof(header));
        }

        ArgumentOutOfRangeException.ThrowIfNegative(header.Size);
        ArgumentOutOfRangeException.ThrowIfNegative(header.UserId);
        ArgumentOutOfRangeException.ThrowIfNegative(header.GroupId);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(header.DeviceMajor, MaxOctal7);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(header.DeviceMinor, MaxOctal7);
        ArgumentOutOfRangeException.ThrowIfNegative(header.ModifiedNanoseconds);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(header.ModifiedNanoseconds, 999_999_999);
    }

    /// <summary>Where the slash is at which ustar splits a long name; 0 when it need not be split, -1 when it cannot be.</summary>
    private static int SplitName(ReadOnlySpan<byte> name)
    {
        const int NameLength = 100;
        const int PrefixLength = 155;
        if (name.Length <= NameLength)
        {
            return 0;
        }

        // The last slash but a trailing one: the name field must not be empty.
        ReadOnlySpan<byte> head = name[..Math.Min(PrefixLength + 1, name.Length - 1)];
        int slash = head.LastIndexOf((byte)'/');
        return slash > 0 && name.Length - slash - 1 <= NameLength ? slash : -1;
    }

    private static void WritePaxHeader(IBufferWriter<byte> output, ReadOnlySpan<byte> name, long length)
    {
        Span<byte> paxName = stackalloc byte[100];
        "PaxHeaders/"u8.CopyTo(paxName);
        Span<byte> rest = paxName["PaxHeaders/".Length..];
        int fits = Math.Min(name.Length, rest.Length);
        name[..fits].CopyTo(rest);
        paxName = paxName[..("PaxHeaders/".Length + fits)];
        WriteBlock(output, new TarMemberHeader { Name = paxName, TypeFlag = TarTypeFlag.PaxHeader, Mode = 0x1A4, Size = length }, 0);
    }

    private static void WriteBlock(IBufferWriter<byte> output, scoped in TarMemberHeader header, int split)
    {
        Span<byte> block = output.GetSpan(TarHeaderBlock.Size)[..TarHeaderBlock.Size];
        block.Clear();
        PutText(block[..100], split > 0 ? header.Name[(split + 1)..] : header.Name);
        PutText(block.Slice(345, 155), header.Name[..split]);
        PutText(block.Slice(157, 100), header.LinkName);
        PutOctal(block.Slice(100, 8), header.Mode & 0xFFF);
        PutOctal(block.Slice(108, 8), FitsOctal7(header.UserId) ? header.UserId : 0);
        PutOctal(block.Slice(116, 8), FitsOctal7(header.GroupId) ? header.GroupId : 0);
        PutOctal(block.Slice(124, 12), FitsOctal11(header.Size) ? header.Size : 0);
        PutOctal(block.Slice(136, 12), FitsOctal11(header.ModifiedSeconds) ? header.ModifiedSeconds : 0);
        block[156] = header.TypeFlag;
        "ustar\000"u8.CopyTo(block[257..]);
        PutOctal(block.Slice(329, 8), header.DeviceMajor);
        PutOctal(block.Slice(337, 8), header.DeviceMinor);
        PutChecksum(block);
        output.Advance(TarHeaderBlock.Size);
    }

    private static void PutChecksum(Span<byte> block)
    {
        Span<byte> field = block.Slice(148, 8);
        field.Fill((byte)' ');
        long sum = 0;
        foreach (byte value in block)
        {
            sum += value;
        }

        PutOctal(field[..7], sum);
    }

    private static void PutText(Span<byte> field, ReadOnlySpan<byte> text) => text[..Math.Min(text.Length, field.Length)].CopyTo(field);

    private static void PutOctal(Span<byte> field, long value)
    {
        field[^1] = 0;
        for (int i = field.Length - 2; i >= 0; i--)
        {
            field[i] = (byte)('0' + (value & 7));
            value >>= 3;
        }
    }

    private static void WriteZeros(IBufferWriter<byte> output, int count)
    {
        if (count > 0)
        {
            output.GetSpan(count)[..count].Clear();
            output.Advance(count);
        }
    }
}
