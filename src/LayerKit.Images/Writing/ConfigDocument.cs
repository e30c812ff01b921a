using System.Globalization;
using LayerKit.Errors;
using LayerKit.Identity;
using LayerKit.Images.Json;

namespace LayerKit.Images.Writing;

/// <summary>The config of an image, checked and put into the one form it is written in.</summary>
internal static class ConfigDocument
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <exception cref="ImageConfigException">A value is not possible.</exception>
    public static byte[] Write(Image image, IEnumerable<DiffId> diffIds)
    {
        ImageConfig config = image.Config;
        string created = config.Created.ToUniversalTime().ToString(TimeFormat, CultureInfo.InvariantCulture);
        OciConfig document = new(
            created,
            OrNull(config.Author),
            config.Platform.Architecture,
            config.Platform.OS,
            config.Platform.Variant,
            Run(config),
            new OciRootFs("layers", [.. diffIds.Select(id => id.ToString())]),
            [.. image.Layers.Select(layer => new OciHistory(created, layer.History))]);
        return ImageJson.Write(document, ImageJson.Canonical.OciConfig);
    }

    /// <summary>Finds what no image can have, before anything is read or written.</summary>
    /// <exception cref="ImageConfigException">A value is not possible.</exception>
    public static void Check(Image image)
    {
        if (image.Layers.Count == 0)
        {
            throw new ImageConfigException("the number of layers", "0", "at least 1");
        }

        ImagePlatform platform = image.Config.Platform;
        Expect("platform", platform.ToString(), ImagePlatform.TryParse(platform.ToString(), out _), "OS/ARCHITECTURE, such as linux/arm64");
        Expect("environment", image.Config.Env, entry => entry.IndexOf('=', StringComparison.Ordinal) > 0, "NAME=VALUE");
        Expect("label", image.Config.Labels.Keys, name => name.Length > 0, "a name");
        Expect("port", image.Config.ExposedPorts, port => Port(port) is not null, "1 to 65535, with /tcp, /udp or /sctp behind it or not");
        if (platform.OS != "windows")
        {
            Expect("volume", image.Config.Volumes, IsAbsolute, "an absolute path");
            Expect("working directory", image.Config.WorkingDir is { } directory ? [directory] : [], IsAbsolute, "an absolute path");
        }
    }

    private static OciRunConfig Run(ImageConfig config) => new()
    {
        User = OrNull(config.User),
        ExposedPorts = config.ExposedPorts.Select(port => Port(port)!).OrNull(),
        Env = OrNull(config.Env),
        Entrypoint = OrNull(config.Entrypoint),
        Cmd = OrNull(config.Cmd),
        Volumes = config.Volumes.OrNull(),
        WorkingDir = OrNull(config.WorkingDir),
        Labels = config.Labels.OrNull(),
        StopSignal = OrNull(config.StopSignal),
    };

    /// <summary>A port with its protocol; null when it is none.</summary>
    private static string? Port(string text)
    {
        (string number, string protocol) = text.Split('/') switch
        {
            [string only] => (only, "tcp"),
            [string first, string second] => (first, second.ToLowerInvariant()),
            _ => ("", ""),
        };
        bool isPort = ushort.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) && port > 0;
        return isPort && protocol is "tcp" or "udp" or "sctp" ? string.Create(CultureInfo.InvariantCulture, $"{port}/{protocol}") : null;
    }

    private static bool IsAbsolute(string path) => path.StartsWith('/');

    // A property that a build did not set is an empty text.
    private static string? OrNull(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static IReadOnlyList<string>? OrNull(IReadOnlyList<string> list) => list.Count == 0 ? null : list;

    private static void Expect(string field, IEnumerable<string> values, Func<string, bool> isRight, string expected)
    {
        foreach (string value in values)
        {
            Expect(field, value, isRight(value), expected);
        }
    }

    private static void Expect(string field, string value, bool isRight, string expected)
    {
        if (!isRight)
        {
            throw new ImageConfigException(field, value, expected);
        }
    }
}
