namespace LayerKit.TarSplit;

/// <summary>Writes the PAX records that a member needs because ustar's fields cannot hold it, or only counts their bytes.</summary>
internal static class PaxRecordWriter
{
    /// <summary>Writes all records and returns how many bytes they have; with no output it only counts.</summary>
    public static long WriteAll(IBufferWriter<byte>? output, scoped in TarMemberHeader header, bool longName)
    {
        const int LinkLength = 100;
        long length = longName ? Write(output, "path"u8, default, header.Name) : 0;
        if (header.LinkName.Length > LinkLength)
        {
            length += Write(output, "linkpath"u8, default, header.LinkName);
        }

        length += TarHeaderWriter.FitsOctal11(header.Size) ? 0 : WriteNumber(output, "size"u8, header.Size);
        length += TarHeaderWriter.FitsOctal7(header.UserId) ? 0 : WriteNumber(output, "uid"u8, header.UserId);
        length += TarHeaderWriter.FitsOctal7(header.GroupId) ? 0 : WriteNumber(output, "gid"u8, header.GroupId);
        if (header.ModifiedNanoseconds != 0 || !TarHeaderWriter.FitsOctal11(header.ModifiedSeconds))
        {
            length += WriteTime(output, header.ModifiedSeconds, header.ModifiedNanoseconds);
        }

        return length + WriteXattrs(output, header.Xattrs);
    }

    private static long WriteXattrs(IBufferWriter<byte>? output, IReadOnlyList<TarXattr>? xattrs)
    {
        long length = 0;
        for (int i = 0; i < (xattrs?.Count ?? 0); i++)
        {
            ReadOnlySpan<byte> name = xattrs![i].Name.Span;
            if (name.IsEmpty || name.ContainsAny((byte)'=', (byte)0))
            {
                throw new ArgumentException("The name of an extended attribute in a tar cannot be empty or have '=' or NUL.", nameof(xattrs));
            }

            length += Write(output, "SCHILY.xattr."u8, name, xattrs[i].Value.Span);
        }

        return length;
    }

    private static long WriteNumber(IBufferWriter<byte>? output, ReadOnlySpan<byte> key, long value)
    {
        Span<byte> text = stackalloc byte[20];
        value.TryFormat(text, out int length, provider: CultureInfo.InvariantCulture);
        return Write(output, key, default, text[..length]);
    }

    // Seconds are rounded down, PAX writes one decimal number: -2 s and 500,000,000 ns is -1.5.
    private static long WriteTime(IBufferWriter<byte>? output, long seconds, int nanoseconds)
    {
        Span<byte> text = stackalloc byte[40];
        int used = 0;
        if (seconds < 0 && nanoseconds > 0)
        {
            text[used++] = (byte)'-';
            (seconds, nanoseconds) = (-(seconds + 1), 1_000_000_000 - nanoseconds);
        }

        seconds.TryFormat(text[used..], out int digits, provider: CultureInfo.InvariantCulture);
        used += digits;
        if (nanoseconds > 0)
        {
            text[used++] = (byte)'.';
            nanoseconds.TryFormat(text[used..], out digits, "D9", CultureInfo.InvariantCulture);
            used = text[..(used + digits)].TrimEnd((byte)'0').Length;
        }

        return Write(output, "mtime"u8, default, text[..used]);
    }

    private static int Write(IBufferWriter<byte>? output, ReadOnlySpan<byte> key, ReadOnlySpan<byte> keyEnd, ReadOnlySpan<byte> value)
    {
        int length = RecordLength(key.Length + keyEnd.Length + value.Length + " =\n".Length);
        if (output is not null)
        {
            Span<byte> digits = stackalloc byte[10];
            length.TryFormat(digits, out int count, provider: CultureInfo.InvariantCulture);
            output.Write(digits[..count]);
            output.Write(" "u8);
            output.Write(key);
            output.Write(keyEnd);
            output.Write("="u8);
            output.Write(value);
            output.Write("\n"u8);
        }

        return length;
    }

    // The length of a record counts its own digits.
    private static int RecordLength(int rest)
    {
        int length = rest;
        while (length != rest + CountDigits(length))
        {
            length = rest + CountDigits(length);
        }

        return length;
    }

    private static int CountDigits(int value)
    {
        int digits = 1;
        for (; value >= 10; value /= 10)
        {
            digits++;
        }

        return digits;
    }
}
