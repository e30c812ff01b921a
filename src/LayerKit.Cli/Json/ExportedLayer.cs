namespace LayerKit.Cli.Json;

/// <summary>What <c>export -o FILE</c> wrote.</summary>
internal sealed record ExportedLayer(string ChainId, string DiffId, long Bytes);
