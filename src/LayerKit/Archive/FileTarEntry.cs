using LayerKit.Drivers;

namespace LayerKit.Archive;

/// <summary>One member of a tar that is made of files: what it says, and where its content is.</summary>
public sealed record FileTarEntry
{
    /// <summary>Path inside the layer: relative, with <c>/</c>, without empty, <c>.</c> and <c>..</c> parts.</summary>
    public required string Path { get; init; }

    /// <summary>A file, directory or symbolic link; nothing else is made of files.</summary>
    public LayerEntryType Type { get; init; }

    /// <summary>The file whose content it has; null for an empty file, and for what is no file.</summary>
    public FileInfo? Source { get; init; }

    /// <summary>What a symbolic link says, verbatim.</summary>
    public string LinkTarget { get; init; } = "";

    /// <summary>Permission bits, setuid, setgid and sticky included.</summary>
    public int Mode { get; init; }

    /// <summary>Numeric owner.</summary>
    public int UserId { get; init; }

    /// <summary>Numeric group.</summary>
    public int GroupId { get; init; }

    /// <summary>Modification time, whole seconds since 1970.</summary>
    public long ModifiedTime { get; init; }

    /// <summary>An empty file that deletes a path of the layers below: <c>.wh.NAME</c> (OCI image-spec, layer.md).</summary>
    public static FileTarEntry Whiteout(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        int name = path.LastIndexOf('/') + 1;
        return new FileTarEntry { Path = $"{path[..name]}.wh.{path[name..]}" };
    }

    /// <summary>An empty file that hides what the layers below have in a directory: <c>.wh..wh..opq</c> (OCI image-spec, layer.md).</summary>
    public static FileTarEntry Opaque(string directory) => new() { Path = $"{directory}/.wh..wh..opq" };
}
