using LayerKit.Cli.Output;

namespace LayerKit.Cli;

/// <summary>What the global options said.</summary>
internal sealed record CommandSettings
{
    public required string Root { get; init; }

    public required string? Driver { get; init; }

    public required Dictionary<string, string> DriverOptions { get; init; }

    public required string? MetadataStore { get; init; }

    public required Durability Durability { get; init; }

    public required bool ReadOnly { get; init; }

    public required bool Verbose { get; init; }

    public required ConsoleOutput Output { get; init; }
}
