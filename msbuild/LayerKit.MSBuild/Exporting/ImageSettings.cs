using LayerKit.Images;
using Microsoft.Build.Framework;

namespace LayerKit.MSBuild.Exporting;

/// <summary>What a project says about its images, with the properties and items that the SDK's own container publish has.</summary>
/// <param name="Config">How they are run; the platform is that of the runtime.</param>
/// <param name="Tags">Names of an image that has none of its own.</param>
/// <param name="Compression">How layers are compressed, as text; empty for the default.</param>
internal sealed record ImageSettings(ImageConfig Config, IReadOnlyList<string> Tags, string Compression)
{
    private const string ValueMetadata = "Value";
    private const string TypeMetadata = "Type";

    /// <summary>What the project is built for; null when it runs anywhere.</summary>
    public ImagePlatform? Runtime { get; init; }

    /// <summary>A name that docker takes, made of one that a project has.</summary>
    public static string Repository(string name)
    {
        char[] letters = [.. name.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '/' or ':' ? letter : '-')];
        return new string(letters).Trim('-', '.', '_', '/');
    }

    /// <summary>An environment variable as <c>NAME=VALUE</c>.</summary>
    public static string Variable(ITaskItem item) => $"{item.ItemSpec}={item.GetMetadata(ValueMetadata)}";

    /// <summary>A port as <c>8080</c> or <c>53/udp</c>.</summary>
    public static string Port(ITaskItem item) => item.GetMetadata(TypeMetadata) is { Length: > 0 } type ? $"{item.ItemSpec}/{type.ToLowerInvariant()}" : item.ItemSpec;

    /// <summary>Labels; of several with one name the last counts.</summary>
    public static IReadOnlyDictionary<string, string> Labels(IEnumerable<ITaskItem> items)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (ITaskItem item in items)
        {
            labels[item.ItemSpec] = item.GetMetadata(ValueMetadata);
        }

        return labels;
    }

    /// <summary>The platform that an SDK's runtime identifier, such as <c>linux-musl-arm64</c>, stands for; null when it says none.</summary>
    public static ImagePlatform? PlatformOf(string runtimeIdentifier)
    {
        string[] parts = runtimeIdentifier.Split('-');
        string os = parts[0] switch
        {
            "win" => "windows",
            "osx" => "darwin",
            _ => "linux",
        };
        return parts.Length < 2 ? null : parts[^1] switch
        {
            "x64" => new ImagePlatform(os, "amd64"),
            "x86" => new ImagePlatform(os, "386"),
            "arm" => new ImagePlatform(os, "arm", "v7"),
            var architecture => new ImagePlatform(os, architecture),
        };
    }

    /// <summary>Everything in lines, so that a change is seen.</summary>
    public IEnumerable<string> Lines()
    {
        yield return $"{Config.Platform} {Config.Created:O} {Config.User} {Config.WorkingDir} {Compression}";
        foreach (string line in (string[])
            [.. Config.Entrypoint, "cmd", .. Config.Cmd, "env", .. Config.Env, "ports", .. Config.ExposedPorts, "labels", .. Config.Labels.Select(label => $"{label.Key}={label.Value}"), "tags", .. Tags])
        {
            yield return line.ReplaceLineEndings(" ");
        }
    }
}
