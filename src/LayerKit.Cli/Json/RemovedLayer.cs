namespace LayerKit.Cli.Json;

/// <summary>A layer that is gone.</summary>
internal sealed record RemovedLayer(string ChainId, string DiffId, long Size, long DiffSize)
{
    public static RemovedLayer Of(ReleasedLayer layer) => new(layer.ChainId.ToString(), layer.DiffId.ToString(), layer.Size, layer.DiffSize);
}
