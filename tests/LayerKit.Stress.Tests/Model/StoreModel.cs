using LayerKit.Identity;

namespace LayerKit.Stress.Tests.Model;

/// <summary>What a store should hold: sets and counts, and the one rule that a layer goes when nothing refers to it and somebody asks.</summary>
internal sealed class StoreModel
{
    /// <summary>Layers that are there, with what they lie on.</summary>
    public Dictionary<ChainId, ChainId?> Layers { get; } = [];

    /// <summary>The layer of each handle.</summary>
    public List<ChainId> Handles { get; } = [];

    /// <summary>RW layers, with what they lie on.</summary>
    public Dictionary<string, ChainId?> RWLayers { get; } = [];

    /// <summary>The name of the RW layer of each handle.</summary>
    public List<string> RWHandles { get; } = [];

    /// <summary>The name of the RW layer of each mount.</summary>
    public List<string> Mounts { get; } = [];

    /// <summary>Pins.</summary>
    public Dictionary<string, ChainId> Pins { get; } = [];

    /// <summary>What refers to a layer.</summary>
    public LayerReferences References(ChainId chainId) => new(
        Handles.Count(handle => handle == chainId),
        Layers.Values.Count(parent => parent == chainId),
        RWLayers.Values.Count(parent => parent == chainId),
        Pins.Values.Count(pinned => pinned == chainId));

    /// <summary>Removes a layer and those below it as far as nothing refers to them.</summary>
    public IReadOnlyList<ChainId> Collect(ChainId? chainId)
    {
        List<ChainId> removed = [];
        while (chainId is { } id && Layers.TryGetValue(id, out ChainId? parent) && References(id).Total == 0)
        {
            Layers.Remove(id);
            removed.Add(id);
            chainId = parent;
        }

        return removed;
    }

    /// <summary>Removes whatever nothing refers to.</summary>
    public IReadOnlyList<ChainId> CollectAll() => [.. Layers.Keys.ToList().SelectMany(chainId => Collect(chainId))];

    /// <summary>The state as text, to compare with the store's.</summary>
    public override string ToString() => Text(
        Layers.Keys.Select(chainId => (chainId, References(chainId))), RWLayers.Keys, Pins.Select(pin => (pin.Key, pin.Value)));

    /// <summary>A store's state as text.</summary>
    public static string TextOf(LayerStore store) => Text(
        store.Layers().Select(layer => (layer.ChainId, layer.References)), store.RWLayers(), store.Pins().Select(pin => (pin.Name, pin.ChainId)));

    private static string Text(IEnumerable<(ChainId Id, LayerReferences References)> layers, IEnumerable<string> rwLayers, IEnumerable<(string Name, ChainId Id)> pins) =>
        string.Join('\n', layers.Select(layer => $"layer {layer.Id.Hex[..8]} {layer.References}")
            .Concat(rwLayers.Select(name => $"RW layer {name}"))
            .Concat(pins.Select(pin => $"pin {pin.Name} {pin.Id.Hex[..8]}"))
            .Order(StringComparer.Ordinal));
}
