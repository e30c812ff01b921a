namespace LayerKit.Images;

/// <summary>How an image is run, and what is said about it (OCI image-spec, config.md). What is left out does not stand in the config.</summary>
/// <remarks>Nothing here comes from clock or machine, save the architecture of <see cref="Platform"/>: the same values over the same layers are the same image.</remarks>
public sealed record ImageConfig
{
    /// <summary>What it runs on; Linux on this process's architecture unless said otherwise.</summary>
    public ImagePlatform Platform { get; init; } = ImagePlatform.Current;

    /// <summary>When it was made, in whole seconds; 1970 unless said otherwise, so that two builds give the same bytes.</summary>
    public DateTimeOffset Created { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>Who made it.</summary>
    public string? Author { get; init; }

    /// <summary>User, and group after a colon, as names or numbers; root when null.</summary>
    public string? User { get; init; }

    /// <summary>Directory the command starts in; the root when null.</summary>
    public string? WorkingDir { get; init; }

    /// <summary>The command that arguments are added to.</summary>
    public IReadOnlyList<string> Entrypoint { get; init; } = [];

    /// <summary>Arguments of <see cref="Entrypoint"/>, or the whole command, that a caller may replace.</summary>
    public IReadOnlyList<string> Cmd { get; init; } = [];

    /// <summary>Environment as <c>NAME=VALUE</c>, in this order.</summary>
    public IReadOnlyList<string> Env { get; init; } = [];

    /// <summary>Ports as <c>8080</c>, which is TCP, or <c>53/udp</c>.</summary>
    public IReadOnlyList<string> ExposedPorts { get; init; } = [];

    /// <summary>Directories that a container keeps outside its own layer.</summary>
    public IReadOnlyList<string> Volumes { get; init; } = [];

    /// <summary>Labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>What stops it, as <c>SIGTERM</c> or a number.</summary>
    public string? StopSignal { get; init; }
}
