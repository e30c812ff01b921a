using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace LayerKit.Identity;

/// <summary>A SHA-256 content digest, written <c>sha256:</c> and 64 lower-case hex digits (OCI image-spec, descriptor.md).</summary>
/// <remarks><c>default</c> is no digest: <see cref="IsEmpty"/> is true and <see cref="ToString"/> gives an empty string.</remarks>
public readonly struct Digest : IEquatable<Digest>, ISpanParsable<Digest>
{
    /// <summary>The bytes of a SHA-256 value.</summary>
    public const int Size = 32;

    private const string Prefix = "sha256:";

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private readonly UInt128 _high;
    private readonly UInt128 _low;

    private Digest(ReadOnlySpan<byte> hash)
    {
        _high = MemoryMarshal.Read<UInt128>(hash);
        _low = MemoryMarshal.Read<UInt128>(hash[16..]);
    }

    /// <summary>True for <c>default</c>, which is the digest of nothing.</summary>
    public bool IsEmpty => _high == 0 && _low == 0;

    /// <summary>The 64 lower-case hex digits without the algorithm, or an empty string for <c>default</c>.</summary>
    public string Hex => IsEmpty ? "" : Convert.ToHexStringLower(ToArray());

    /// <summary>Takes a finished SHA-256 value.</summary>
    /// <exception cref="ArgumentException"><paramref name="hash"/> is not <see cref="Size"/> bytes.</exception>
    public static Digest FromHash(ReadOnlySpan<byte> hash) =>
        hash.Length == Size ? new Digest(hash) : throw new ArgumentException($"a SHA-256 value has {Size} bytes, not {hash.Length}", nameof(hash));

    /// <summary>Hashes bytes that are in memory.</summary>
    public static Digest Compute(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[Size];
        SHA256.HashData(content, hash);
        return new Digest(hash);
    }

    /// <summary>Reads <c>sha256:</c> and 64 lower-case hex digits.</summary>
    /// <exception cref="FormatException">The text is anything else; other algorithms are not supported.</exception>
    public static Digest Parse(ReadOnlySpan<char> s) =>
        TryParse(s, out Digest digest) ? digest : throw new FormatException($"'{s}' is not a digest: expected 'sha256:' and 64 lower-case hex digits");

    /// <inheritdoc cref="Parse(ReadOnlySpan{char})"/>
    public static Digest Parse(string s)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s.AsSpan());
    }

    /// <summary>Reads <c>sha256:</c> and 64 lower-case hex digits; false for anything else.</summary>
    public static bool TryParse(ReadOnlySpan<char> s, out Digest result)
    {
        result = default;
        if (!s.StartsWith(Prefix, StringComparison.Ordinal) || !IsHex(s[Prefix.Length..]))
        {
            return false;
        }

        Span<byte> hash = stackalloc byte[Size];
        Convert.FromHexString(s[Prefix.Length..], hash, out _, out _);
        result = new Digest(hash);
        return true;
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, out Digest)"/>
    public static bool TryParse([NotNullWhen(true)] string? s, out Digest result) => TryParse(s.AsSpan(), out result);

    static Digest ISpanParsable<Digest>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s);

    static Digest IParsable<Digest>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool ISpanParsable<Digest>.TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out Digest result) => TryParse(s, out result);

    static bool IParsable<Digest>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Digest result) => TryParse(s, out result);

    /// <summary>Refuses what no digest's <see cref="Hex"/> can begin with.</summary>
    /// <exception cref="ArgumentException"><paramref name="hex"/> is anything but 0 to 64 lower-case hex digits.</exception>
    public static void ThrowIfNoHexPrefix(string hex)
    {
        ArgumentNullException.ThrowIfNull(hex);
        if (hex.Length > Size * 2 || hex.AsSpan().ContainsAnyExcept(HexDigits))
        {
            throw new ArgumentException($"'{hex}' is not the beginning of {Size * 2} lower-case hex digits", nameof(hex));
        }
    }

    /// <summary>Copies the 32 bytes of the value.</summary>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is shorter than <see cref="Size"/>.</exception>
    public void CopyTo(Span<byte> destination)
    {
        MemoryMarshal.Write(destination, _high);
        MemoryMarshal.Write(destination[16..], _low);
    }

    /// <inheritdoc/>
    public bool Equals(Digest other) => _high == other._high && _low == other._low;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Digest other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _high.GetHashCode();

    /// <summary><c>sha256:</c> and 64 hex digits, or an empty string for <c>default</c>.</summary>
    public override string ToString() => IsEmpty ? "" : Prefix + Hex;

    /// <summary>Compares by value.</summary>
    public static bool operator ==(Digest left, Digest right) => left.Equals(right);

    /// <summary>Compares by value.</summary>
    public static bool operator !=(Digest left, Digest right) => !left.Equals(right);

    private static bool IsHex(ReadOnlySpan<char> text) =>
        text.Length == Size * 2 && !text.ContainsAnyExcept(HexDigits);

    private byte[] ToArray()
    {
        byte[] bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }
}
