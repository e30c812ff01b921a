namespace LayerKit.Stress.Tests.Accounting;

/// <summary>What a root's files say, read without LayerKit.</summary>
/// <param name="Layers">Records of layers by ChainID.</param>
/// <param name="RWLayers">Records of RW layers by name.</param>
/// <param name="Pins">Pins by name.</param>
/// <param name="LeftOver">Intents, write sets, tombstones and whatever else an operation that is over should have cleared.</param>
internal sealed record Ledger(
    IReadOnlyDictionary<string, LayerEntry> Layers, IReadOnlyDictionary<string, RWLayerEntry> RWLayers, IReadOnlyDictionary<string, PinEntry> Pins, IReadOnlyList<string> LeftOver)
{
    /// <summary>The driver ids that records own.</summary>
    public IEnumerable<string> OwnedIds => Layers.Values.Select(layer => layer.CacheId)
        .Concat(RWLayers.Values.SelectMany(layer => layer.InitId is null ? new[] { layer.MountId } : [layer.MountId, layer.InitId]));
}
