using System.Text.RegularExpressions;
using LayerKit.Errors;

namespace LayerKit.Images.Naming;

/// <summary>The name of an image as docker reads it (distribution, reference/reference.go and normalize.go).</summary>
/// <param name="Repository">With host and, for docker's own images, <c>library/</c>.</param>
/// <param name="Tag"><c>latest</c> when there was none.</param>
internal sealed partial record ImageName(string Repository, string Tag)
{
    private const string DockerHost = "docker.io";
    private const string DockerLibrary = DockerHost + "/library/";
    private const string LatestTag = "latest";
    private const int MaxLength = 255;

    /// <summary>As docker shows it: <c>web:1.4</c>, <c>shop/web:1.4</c>, <c>host/shop/web:1.4</c>.</summary>
    public string Familiar
    {
        get
        {
            string prefix = Repository.StartsWith(DockerLibrary, StringComparison.Ordinal) ? DockerLibrary
                : Repository.StartsWith(DockerHost + "/", StringComparison.Ordinal) ? DockerHost + "/" : "";
            return $"{Repository[prefix.Length..]}:{Tag}";
        }
    }

    /// <summary>With host and path, as containerd keeps it.</summary>
    public string Full => $"{Repository}:{Tag}";

    /// <exception cref="ImageNameException">The text is no name.</exception>
    public static ImageName Parse(string text)
    {
        if (text.Contains('@', StringComparison.Ordinal))
        {
            throw new ImageNameException(text, "it has a digest, which follows from the image");
        }

        int colon = text.LastIndexOf(':');
        bool hasTag = colon > text.LastIndexOf('/');
        string name = hasTag ? text[..colon] : text;
        string tag = hasTag ? text[(colon + 1)..] : LatestTag;
        if (!TagText().IsMatch(tag))
        {
            throw new ImageNameException(text, "its tag is not 1 to 128 letters, digits, '_', '.' and '-'");
        }

        (string host, string path) = SplitHost(name);
        if (!HostText().IsMatch(host) || !PathText().IsMatch(path) || IdText().IsMatch(name) || name.Length > MaxLength)
        {
            throw new ImageNameException(text, "it is not [HOST[:PORT]/]PATH[:TAG] with a path in lower case");
        }

        return new ImageName($"{host}/{path}", tag);
    }

    /// <summary>What a reference in a layout may look like (OCI image-spec, annotations.md); wider than docker's names.</summary>
    /// <exception cref="ImageNameException">The text is no reference.</exception>
    public static void ThrowIfNoReference(string text)
    {
        if (!ReferenceText().IsMatch(text))
        {
            throw new ImageNameException(text, "a layout's references are letters and digits with single '-', '.', '_', ':', '@', '+' or '/' between them");
        }
    }

    private static (string Host, string Path) SplitHost(string name)
    {
        int slash = name.IndexOf('/', StringComparison.Ordinal);
        string first = slash < 0 ? "" : name[..slash];
        bool isHost = first == "localhost" || first.AsSpan().ContainsAny('.', ':') || first.Any(char.IsAsciiLetterUpper);
        (string host, string path) = isHost ? (first, name[(slash + 1)..]) : (DockerHost, name);
        host = host == "index.docker.io" ? DockerHost : host;
        return host == DockerHost && !path.Contains('/', StringComparison.Ordinal) ? (host, "library/" + path) : (host, path);
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}\z")]
    private static partial Regex TagText();

    [GeneratedRegex(@"\A(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?\z")]
    private static partial Regex HostText();

    [GeneratedRegex(@"\A[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*\z")]
    private static partial Regex PathText();

    // Docker takes 64 hex digits for an image's id.
    [GeneratedRegex(@"\A[a-f0-9]{64}\z")]
    private static partial Regex IdText();

    [GeneratedRegex(@"\A[A-Za-z0-9]+(?:(?:[-._:@+]|--|__)[A-Za-z0-9]+)*(?:/[A-Za-z0-9]+(?:(?:[-._:@+]|--|__)[A-Za-z0-9]+)*)*\z")]
    private static partial Regex ReferenceText();
}
