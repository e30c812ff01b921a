namespace LayerKit.Cli.Json;

/// <summary>A layer in <c>ls</c>.</summary>
internal sealed record ListedLayer(
    string ChainId, string DiffId, string? Parent, long Size, long DiffSize, LayerReferenceCounts References, DateTime Created)
{
    public static ListedLayer Of(LayerSummary layer) => new(
        layer.ChainId.ToString(),
        layer.DiffId.ToString(),
        layer.Parent?.ToString(),
        layer.Size,
        layer.DiffSize,
        LayerReferenceCounts.Of(layer.References),
        layer.Created.UtcDateTime);
}
