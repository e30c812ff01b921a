using System.Diagnostics.CodeAnalysis;

namespace LayerKit.Identity;

/// <summary>DiffID: the digest of a layer's plain tar, every byte of it, what follows the end marker included (OCI image-spec, config.md).</summary>
public readonly record struct DiffId : ISpanParsable<DiffId>
{
    private DiffId(Digest digest) => Digest = digest;

    /// <summary>The digest itself, for comparing with what another tool computed.</summary>
    public Digest Digest { get; }

    /// <summary>True for <c>default</c>, which names no layer.</summary>
    public bool IsEmpty => Digest.IsEmpty;

    /// <summary>Takes the digest of a plain tar. The caller vouches that it is one.</summary>
    public static DiffId FromDigest(Digest digest) => new(digest);

    /// <summary>Reads <c>sha256:</c> and 64 lower-case hex digits.</summary>
    /// <exception cref="FormatException">The text is anything else.</exception>
    public static DiffId Parse(ReadOnlySpan<char> s) => new(Digest.Parse(s));

    /// <inheritdoc cref="Parse(ReadOnlySpan{char})"/>
    public static DiffId Parse(string s) => new(Digest.Parse(s));

    /// <summary>Reads <c>sha256:</c> and 64 lower-case hex digits; false for anything else.</summary>
    public static bool TryParse(ReadOnlySpan<char> s, out DiffId result)
    {
        bool parsed = Digest.TryParse(s, out Digest digest);
        result = new DiffId(digest);
        return parsed;
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, out DiffId)"/>
    public static bool TryParse([NotNullWhen(true)] string? s, out DiffId result) => TryParse(s.AsSpan(), out result);

    static DiffId ISpanParsable<DiffId>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s);

    static DiffId IParsable<DiffId>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool ISpanParsable<DiffId>.TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out DiffId result) => TryParse(s, out result);

    static bool IParsable<DiffId>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out DiffId result) => TryParse(s, out result);

    /// <summary>The digest as text.</summary>
    public override string ToString() => Digest.ToString();
}
