using System.Buffers.Text;

namespace LayerKit.TarSplit;

/// <summary>Numbers as tar headers and PAX records write them, read as Go's archive/tar reads them.</summary>
internal static class TarNumber
{
    private const int NanosecondDigits = 9;

    /// <summary>Reads a header field: octal digits, or base-256 two's complement when the first bit is set (GNU, star).</summary>
    public static bool TryParseField(ReadOnlySpan<byte> field, out long value) =>
        field.Length > 0 && (field[0] & 0x80) != 0 ? TryParseBinary(field, out value) : TryParseOctal(field, out value);

    /// <summary>Reads octal digits between spaces and NULs; a field without digits is 0.</summary>
    public static bool TryParseOctal(ReadOnlySpan<byte> field, out long value)
    {
        value = 0;
        ReadOnlySpan<byte> digits = field.Trim(" \0"u8);
        int end = digits.IndexOf((byte)0);
        foreach (byte digit in end < 0 ? digits : digits[..end])
        {
            if (digit is < (byte)'0' or > (byte)'7' || value >> 60 != 0)
            {
                return false;
            }

            value = (value << 3) | (long)(digit - (byte)'0');
        }

        return true;
    }

    /// <summary>Reads a decimal number with an optional sign and nothing around it.</summary>
    public static bool TryParseDecimal(ReadOnlySpan<byte> text, out long value) =>
        Utf8Parser.TryParse(text, out value, out int consumed) && consumed == text.Length;

    /// <summary>Reads a PAX time, <c>[-]SECONDS[.FRACTION]</c>, rounding towards the past to whole seconds plus nanoseconds.</summary>
    public static bool TryParseTime(ReadOnlySpan<byte> text, out long seconds, out int nanoseconds)
    {
        nanoseconds = 0;
        int dot = text.IndexOf((byte)'.');
        ReadOnlySpan<byte> whole = dot < 0 ? text : text[..dot];
        ReadOnlySpan<byte> fraction = dot < 0 ? default : text[(dot + 1)..];
        if (!TryParseDecimal(whole, out seconds) || fraction.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return false;
        }

        for (int i = 0; i < NanosecondDigits; i++)
        {
            nanoseconds = (nanoseconds * 10) + (i < fraction.Length ? fraction[i] - (byte)'0' : 0);
        }

        if (whole[0] == (byte)'-' && nanoseconds > 0 && seconds > long.MinValue)
        {
            (seconds, nanoseconds) = (seconds - 1, 1_000_000_000 - nanoseconds);
        }

        return true;
    }

    private static bool TryParseBinary(ReadOnlySpan<byte> field, out long value)
    {
        bool negative = (field[0] & 0x40) != 0;
        byte invert = negative ? (byte)0xFF : (byte)0;
        value = (field[0] ^ invert) & 0x7F;
        foreach (byte next in field[1..])
        {
            if (value >> 55 != 0)
            {
                return false;
            }

            value = (value << 8) | (byte)(next ^ invert);
        }

        value = negative ? ~value : value;
        return true;
    }
}
