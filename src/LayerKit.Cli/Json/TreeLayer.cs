using LayerKit.Identity;

namespace LayerKit.Cli.Json;

/// <summary>A layer in <c>tree</c>, with what is on it.</summary>
internal sealed record TreeLayer(string ChainId, long DiffSize, string[] Pins, string[] RWLayers, TreeLayer[] Children)
{
    /// <summary>The layers of a store as a forest: base layers first, each with the layers on it.</summary>
    public static TreeLayer[] ForestOf(LayerStore store)
    {
        ILookup<ChainId?, LayerSummary> children = store.Layers().ToLookup(layer => layer.Parent);
        ILookup<ChainId, string> pins = store.Pins().ToLookup(pin => pin.ChainId, pin => pin.Name);
        return [.. children[null].Select(Of)];

        TreeLayer Of(LayerSummary layer) => new(
            layer.ChainId.ToString(),
            layer.DiffSize,
            [.. pins[layer.ChainId]],
            layer.References.RWLayers > 0 ? [.. store.FindReferrers(layer.ChainId).RWLayers] : [],
            [.. children[layer.ChainId].Select(Of)]);
    }
}
