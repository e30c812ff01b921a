using LayerKit.Identity;

namespace LayerKit.Cli.Json;

/// <summary>Everything <c>inspect</c> knows about a layer.</summary>
internal sealed record InspectedLayer
{
    public required string ChainId { get; init; }

    public required string DiffId { get; init; }

    public required string? Parent { get; init; }

    /// <summary>Layers of the chain, this one included.</summary>
    public required int Depth { get; init; }

    /// <summary>ChainIDs of the layers below, the nearest first.</summary>
    public required string[] Ancestors { get; init; }

    public required long Size { get; init; }

    public required long DiffSize { get; init; }

    public required DateTime Created { get; init; }

    public required LayerReferenceCounts References { get; init; }

    /// <summary>Names of the pins on it.</summary>
    public required string[] Pins { get; init; }

    public required string Driver { get; init; }

    public required SortedDictionary<string, string> DriverMetadata { get; init; }

    public static InspectedLayer Of(Layer layer, ChainId[] ancestors, LayerReferrers referrers, string driver) => new()
    {
        ChainId = layer.ChainId.ToString(),
        DiffId = layer.DiffId.ToString(),
        Parent = layer.Parent?.ToString(),
        Depth = layer.Depth,
        Ancestors = Array.ConvertAll(ancestors, ancestor => ancestor.ToString()),
        Size = layer.Size,
        DiffSize = layer.DiffSize,
        Created = layer.Created.UtcDateTime,
        References = LayerReferenceCounts.Of(referrers.Counts),
        Pins = [.. referrers.Pins],
        Driver = driver,
        DriverMetadata = new(layer.DriverMetadata.ToDictionary(), StringComparer.Ordinal),
    };
}
