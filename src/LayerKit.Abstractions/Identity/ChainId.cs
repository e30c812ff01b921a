using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace LayerKit.Identity;

/// <summary>ChainID: names a layer together with everything below it (OCI image-spec, config.md, "Layer ChainID").</summary>
/// <remarks>For a base layer it is the DiffID; above that, the digest of the text <c>parentChainID + " " + diffID</c>.</remarks>
public readonly record struct ChainId : ISpanParsable<ChainId>
{
    private ChainId(Digest digest) => Digest = digest;

    /// <summary>The digest itself.</summary>
    public Digest Digest { get; }

    /// <summary>True for <c>default</c>, which names no layer.</summary>
    public bool IsEmpty => Digest.IsEmpty;

    /// <summary>The 64 hex digits, the form that file names use.</summary>
    public string Hex => Digest.Hex;

    /// <summary>The ChainID of a layer with <paramref name="diffId"/> on <paramref name="parent"/>, or of a base layer when that is null.</summary>
    public static ChainId Of(ChainId? parent, DiffId diffId) =>
        parent is { } below ? new(Digest.Compute(Encoding.ASCII.GetBytes($"{below} {diffId}"))) : new(diffId.Digest);

    /// <summary>Reads <c>sha256:</c> and 64 lower-case hex digits.</summary>
    /// <exception cref="FormatException">The text is anything else.</exception>
    public static ChainId Parse(ReadOnlySpan<char> s) => new(Digest.Parse(s));

    /// <inheritdoc cref="Parse(ReadOnlySpan{char})"/>
    public static ChainId Parse(string s) => new(Digest.Parse(s));

    /// <summary>Reads <c>sha256:</c> and 64 lower-case hex digits; false for anything else.</summary>
    public static bool TryParse(ReadOnlySpan<char> s, out ChainId result)
    {
        bool parsed = Digest.TryParse(s, out Digest digest);
        result = new ChainId(digest);
        return parsed;
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, out ChainId)"/>
    public static bool TryParse([NotNullWhen(true)] string? s, out ChainId result) => TryParse(s.AsSpan(), out result);

    static ChainId ISpanParsable<ChainId>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s);

    static ChainId IParsable<ChainId>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool ISpanParsable<ChainId>.TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out ChainId result) => TryParse(s, out result);

    static bool IParsable<ChainId>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ChainId result) => TryParse(s, out result);

    /// <summary>The digest as text.</summary>
    public override string ToString() => Digest.ToString();
}
