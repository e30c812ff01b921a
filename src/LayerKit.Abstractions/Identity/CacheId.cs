using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace LayerKit.Identity;

/// <summary>Cache id: the name under which a driver keeps a layer. It says nothing about the content.</summary>
/// <remarks>
/// One to 128 of <c>A-Z a-z 0-9 _ . -</c>, not starting with a dot, so that it is a safe file name everywhere. LayerKit makes 64 random hex
/// digits as Docker does; BuildKit's ids in a Docker root are shorter.
/// </remarks>
public readonly record struct CacheId : ISpanParsable<CacheId>
{
    private const int MaxLength = 128;
    private const string InitSuffix = "-init";

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

    private readonly string? _text;

    private CacheId(string text) => _text = text;

    /// <summary>True for <c>default</c>, which names nothing.</summary>
    public bool IsEmpty => _text is null;

    /// <summary>The id of the init layer that belongs to an RW layer with this id. Drivers of Docker roots know the suffix.</summary>
    public CacheId Init => new(ToString() + InitSuffix);

    /// <summary>A new random id: 64 lower-case hex digits.</summary>
    public static CacheId NewRandom() => new(RandomNumberGenerator.GetHexString(64, lowercase: true));

    /// <summary>Reads an id.</summary>
    /// <exception cref="FormatException">The text is empty, too long, or has a character that an id may not have.</exception>
    public static CacheId Parse(ReadOnlySpan<char> s) =>
        TryParse(s, out CacheId id) ? id : throw new FormatException($"'{s}' is not a cache id: expected 1 to {MaxLength} of A-Z a-z 0-9 _ . -");

    /// <inheritdoc cref="Parse(ReadOnlySpan{char})"/>
    public static CacheId Parse(string s)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s.AsSpan());
    }

    /// <summary>Reads an id; false for anything else.</summary>
    public static bool TryParse(ReadOnlySpan<char> s, out CacheId result)
    {
        bool valid = s.Length is > 0 and <= MaxLength && s[0] != '.' && !s.ContainsAnyExcept(Allowed);
        result = valid ? new CacheId(s.ToString()) : default;
        return valid;
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, out CacheId)"/>
    public static bool TryParse([NotNullWhen(true)] string? s, out CacheId result) => TryParse(s.AsSpan(), out result);

    static CacheId ISpanParsable<CacheId>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s);

    static CacheId IParsable<CacheId>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool ISpanParsable<CacheId>.TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out CacheId result) => TryParse(s, out result);

    static bool IParsable<CacheId>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out CacheId result) => TryParse(s, out result);

    /// <summary>The id as text, or an empty string for <c>default</c>.</summary>
    public override string ToString() => _text ?? "";
}
