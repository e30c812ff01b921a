using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace LayerKit.Images;

/// <summary>What an image runs on, in Go's words (<c>GOOS</c>, <c>GOARCH</c>), as image configs and indexes have them.</summary>
/// <param name="OS">Such as <c>linux</c>.</param>
/// <param name="Architecture">Such as <c>amd64</c> or <c>arm64</c>.</param>
/// <param name="Variant">Such as <c>v8</c>; null for an architecture without variants.</param>
public sealed record ImagePlatform(string OS, string Architecture, string? Variant = null)
{
    /// <summary>Linux on the architecture of this process.</summary>
    public static ImagePlatform Current { get; } = new("linux", NameOf(RuntimeInformation.ProcessArchitecture));

    /// <summary>Reads <c>OS/ARCHITECTURE</c> or <c>OS/ARCHITECTURE/VARIANT</c>.</summary>
    /// <exception cref="FormatException">The text is anything else.</exception>
    public static ImagePlatform Parse(string s) =>
        TryParse(s, out ImagePlatform? platform) ? platform : throw new FormatException($"'{s}' is no platform: expected OS/ARCHITECTURE, such as linux/arm64");

    /// <summary>Reads what <see cref="Parse"/> does; false for anything else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, [NotNullWhen(true)] out ImagePlatform? result)
    {
        string[] parts = s?.Split('/') ?? [];
        result = !parts.All(IsWord) ? null : parts switch
        {
            [string os, string architecture] => new ImagePlatform(os, architecture),
            [string os, string architecture, string variant] => new ImagePlatform(os, architecture, variant),
            _ => null,
        };
        return result is not null;
    }

    /// <summary><c>OS/ARCHITECTURE</c>, and <c>/VARIANT</c> where there is one.</summary>
    public override string ToString() => Variant is null ? $"{OS}/{Architecture}" : $"{OS}/{Architecture}/{Variant}";

    private static bool IsWord(string part) => part.Length > 0 && part.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c));

    private static string NameOf(Architecture architecture) => architecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => "amd64",
        System.Runtime.InteropServices.Architecture.X86 => "386",
        System.Runtime.InteropServices.Architecture.LoongArch64 => "loong64",
        System.Runtime.InteropServices.Architecture.Armv6 => "arm",
        _ => architecture.ToString().ToLowerInvariant(),
    };
}
