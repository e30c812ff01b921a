using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace LayerKit.Registration;

/// <summary>A number of bytes that is written the way Docker writes sizes: <c>10G</c>, <c>512m</c>, <c>1.5 KiB</c>.</summary>
public readonly record struct ByteSize : IParsable<ByteSize>, IComparable<ByteSize>
{
    private const string Units = "kmgtp";

    /// <summary>A size of so many bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public ByteSize(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        Bytes = bytes;
    }

    /// <summary>The number of bytes.</summary>
    public long Bytes { get; }

    /// <summary>Reads a size; the exception says what is wrong.</summary>
    /// <exception cref="FormatException">The text is not a size.</exception>
    public static ByteSize Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, out ByteSize size) ? size : throw new FormatException($"'{s}' is not a size: write a number of bytes or one such as 10G");

    /// <summary>Reads a size as docker/go-units RAMInBytes does: a decimal number, at most one space, then nothing, <c>b</c>, or one of k, m, g, t, p in either
    /// case with <c>b</c> or <c>ib</c> behind it if one likes; always powers of 1024. What is less than a byte is dropped. Unlike there, too many bytes for 64 bits are refused.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, out ByteSize result)
    {
        result = default;
        int last = s?.LastIndexOfAny([.. "0123456789. "]) ?? -1;
        if (last < 0 || !TryUnit(s![(last + 1)..].ToLowerInvariant(), out long unit))
        {
            return false;
        }

        const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowExponent;
        ReadOnlySpan<char> number = s.AsSpan(0, s![last] == ' ' ? last : last + 1);
        if (!decimal.TryParse(number, Style, CultureInfo.InvariantCulture, out decimal value) || value < 0 || value > long.MaxValue / unit)
        {
            return false;
        }

        result = new ByteSize((long)(value * unit));
        return true;
    }

    /// <inheritdoc/>
    static bool IParsable<ByteSize>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ByteSize result) => TryParse(s, out result);

    /// <inheritdoc/>
    public int CompareTo(ByteSize other) => Bytes.CompareTo(other.Bytes);

    /// <summary>The shortest exact way to write it: <c>10G</c>, <c>1536M</c>, <c>1000</c>.</summary>
    public override string ToString()
    {
        long rest = Bytes;
        int unit = -1;
        while (rest != 0 && rest % 1024 == 0 && unit < Units.Length - 1)
        {
            rest /= 1024;
            unit++;
        }

        return rest.ToString(CultureInfo.InvariantCulture) + (unit < 0 ? "" : char.ToUpperInvariant(Units[unit]).ToString());
    }

    /// <summary>True when one is smaller.</summary>
    public static bool operator <(ByteSize left, ByteSize right) => left.Bytes < right.Bytes;

    /// <summary>True when one is larger.</summary>
    public static bool operator >(ByteSize left, ByteSize right) => left.Bytes > right.Bytes;

    /// <summary>True when one is not larger.</summary>
    public static bool operator <=(ByteSize left, ByteSize right) => left.Bytes <= right.Bytes;

    /// <summary>True when one is not smaller.</summary>
    public static bool operator >=(ByteSize left, ByteSize right) => left.Bytes >= right.Bytes;

    private static bool TryUnit(string suffix, out long unit)
    {
        unit = 1;
        if (suffix is "" or "b")
        {
            return true;
        }

        int power = Units.IndexOf(suffix[0], StringComparison.Ordinal) + 1;
        unit = 1L << (10 * power);
        return power > 0 && suffix[1..] is "" or "b" or "ib";
    }
}
