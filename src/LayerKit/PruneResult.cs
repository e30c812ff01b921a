namespace LayerKit;

/// <summary>What a prune removed, or would remove.</summary>
/// <param name="Layers">Layers, child first.</param>
/// <param name="ExpiredPins">Names of pins whose time was over.</param>
public sealed record PruneResult(IReadOnlyList<ReleasedLayer> Layers, IReadOnlyList<string> ExpiredPins)
{
    /// <summary>Bytes of the regular files of all layers removed.</summary>
    public long Bytes => Layers.Sum(layer => layer.DiffSize);
}
