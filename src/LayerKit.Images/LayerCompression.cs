using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace LayerKit.Images;

/// <summary>How a layer's blob is compressed. The same layer, compression and version of LayerKit give the same blob.</summary>
public readonly record struct LayerCompression
{
    private const int GzipDefault = 6;
    private const int GzipMax = 9;
    private const int ZstdDefault = 3;
    private const int ZstdMax = 22;

    private LayerCompression(LayerCompressionKind kind, int level)
    {
        Kind = kind;
        Level = level;
    }

    /// <summary>The blob is the tar itself; also what <c>default</c> means.</summary>
    public static LayerCompression None => default;

    /// <summary>With what.</summary>
    public LayerCompressionKind Kind { get; }

    /// <summary>How hard it tries; 0 for <see cref="None"/>.</summary>
    public int Level { get; }

    /// <summary>gzip.</summary>
    /// <param name="level">1, the fastest, to 9, the smallest.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is another.</exception>
    public static LayerCompression Gzip(int level = GzipDefault) => Create(LayerCompressionKind.Gzip, level, GzipMax);

    /// <summary>zstd.</summary>
    /// <param name="level">1, the fastest, to 22, the smallest.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is another.</exception>
    public static LayerCompression Zstd(int level = ZstdDefault) => Create(LayerCompressionKind.Zstd, level, ZstdMax);

    /// <summary>Reads <c>none</c>, <c>gzip</c>, <c>gzip:LEVEL</c>, <c>zstd</c> or <c>zstd:LEVEL</c>.</summary>
    /// <exception cref="FormatException">The text is anything else.</exception>
    public static LayerCompression Parse(string s) => TryParse(s, out LayerCompression compression)
        ? compression
        : throw new FormatException($"'{s}' is no compression: expected none, gzip, gzip:1 to gzip:{GzipMax}, zstd, or zstd:1 to zstd:{ZstdMax}");

    /// <summary>Reads what <see cref="Parse"/> does; false for anything else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, out LayerCompression result)
    {
        string[] parts = s?.Split(':') ?? [];
        (LayerCompressionKind kind, int level, int max) = parts is [] ? default : parts[0] switch
        {
            "gzip" => (LayerCompressionKind.Gzip, GzipDefault, GzipMax),
            "zstd" => (LayerCompressionKind.Zstd, ZstdDefault, ZstdMax),
            _ => default,
        };
        bool hasLevel = parts is [_, string number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out level);
        result = level >= 1 && level <= max ? new LayerCompression(kind, level) : default;
        return result.Kind == LayerCompressionKind.None ? s == "none" : hasLevel || parts.Length == 1;
    }

    /// <summary>What <see cref="Parse"/> reads, with the level.</summary>
    public override string ToString() => Kind == LayerCompressionKind.None ? "none" : string.Create(CultureInfo.InvariantCulture, $"{Kind.ToString().ToLowerInvariant()}:{Level}");

    private static LayerCompression Create(LayerCompressionKind kind, int level, int max)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(level, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, max);
        return new LayerCompression(kind, level);
    }
}
