using System.CommandLine.Parsing;
using LayerKit.Images;

namespace LayerKit.Cli.Commands;

/// <summary>How the text of what is said about an image is read.</summary>
internal static class ImageArguments
{
    public static ImageFormat ParseFormat(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        ImageFormat? format = text switch
        {
            "dual" => ImageFormat.DualArchive,
            "docker" => ImageFormat.DockerArchive,
            "oci" => ImageFormat.OciArchive,
            "oci-dir" => ImageFormat.OciLayout,
            _ => null,
        };
        if (format is null)
        {
            result.AddError($"'{text}' is no format: expected dual, docker, oci or oci-dir");
        }

        return format ?? default;
    }

    public static LayerCompression ParseCompression(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (!LayerCompression.TryParse(text, out LayerCompression compression))
        {
            result.AddError($"'{text}' is no compression: expected none, gzip, gzip:1 to gzip:9, zstd, or zstd:1 to zstd:22");
        }

        return compression;
    }

    public static ImagePlatform? ParsePlatform(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (!ImagePlatform.TryParse(text, out ImagePlatform? platform))
        {
            result.AddError($"'{text}' is no platform: expected OS/ARCHITECTURE, such as linux/arm64");
        }

        return platform;
    }

    public static void ValidateLabels(OptionResult result)
    {
        foreach (Token token in result.Tokens.Where(token => token.Value.IndexOf('=', StringComparison.Ordinal) < 1))
        {
            result.AddError($"'{token.Value}' is no label: expected NAME=VALUE");
        }
    }
}
