namespace LayerKit.Images.Tests;

/// <summary>Configs that tests write.</summary>
internal static class Samples
{
    public static readonly ImagePlatform Platform = new("linux", "amd64");

    public static ImageConfig Plain { get; } = new() { Platform = Platform };

    /// <summary>Everything that a config can say.</summary>
    public static ImageConfig Full { get; } = new()
    {
        Platform = new ImagePlatform("linux", "arm64", "v8"),
        Created = new DateTimeOffset(2026, 2, 3, 4, 5, 6, 789, TimeSpan.FromHours(2)),
        Author = "Ada <ada@example.com>",
        User = "1654:1654",
        WorkingDir = "/app",
        Entrypoint = ["/app/hello", "--serve"],
        Cmd = ["--port", "8080"],
        Env = ["Z=last", "A=x=y", "EMPTY="],
        ExposedPorts = ["8080", "53/UDP", "8080/tcp"],
        Volumes = ["/var/lib/b", "/var/lib/a"],
        Labels = new Dictionary<string, string> { ["z"] = "\"quoted\" ü", ["a.b"] = "" },
        StopSignal = "SIGINT",
    };
}
