namespace LayerKit.Cli.Json;

/// <summary>Bytes of one layer: of the files in its tar, that are kept for it, and of those the ones that other layers need too.</summary>
internal sealed record UsedByLayer(string ChainId, long Logical, long Stored, long Shared)
{
    public static UsedByLayer Of(MeasuredLayer layer) => new(layer.ChainId.ToString(), layer.Usage.Logical, layer.Usage.Stored, layer.Usage.Shared);
}
