namespace LayerKit.Cli.Json;

/// <summary>What <c>pin</c> did.</summary>
internal sealed record PinnedLayer(string Name, string ChainId);
