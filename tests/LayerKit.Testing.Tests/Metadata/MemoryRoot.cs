using LayerKit.Identity;
using LayerKit.Metadata;

namespace LayerKit.Testing.Tests.Metadata;

/// <summary>What a store in memory has instead of a disk.</summary>
internal sealed class MemoryRoot
{
    private readonly Lock _lock = new();

    public Dictionary<ChainId, LayerRecord> Layers { get; } = [];

    public Dictionary<CacheId, byte[]> Splits { get; } = [];

    public Dictionary<string, RWLayerRecord> RWLayers { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, PinRecord> Pins { get; } = new(StringComparer.Ordinal);

    public HashSet<CacheId> Intents { get; } = [];

    public T Locked<T>(Func<T> access)
    {
        lock (_lock)
        {
            return access();
        }
    }

    public void Locked(Action access)
    {
        lock (_lock)
        {
            access();
        }
    }

    public static IEnumerable<CacheId> IdsOf(RWLayerRecord layer) => layer.InitId is { } init ? [layer.MountId, init] : [layer.MountId];

    public HashSet<CacheId> OwnedIds() => [.. Layers.Values.Select(layer => layer.CacheId), .. RWLayers.Values.SelectMany(IdsOf)];

    public bool TryAdd(LayerRecord? layer, RWLayerRecord? rwLayer, byte[]? split, PinRecord? pin)
    {
        bool added = layer is null
            ? RWLayers.TryAdd(rwLayer!.Name, rwLayer)
            : Layers.TryAdd(layer.ChainId, layer with { Created = TimeProvider.System.GetUtcNow() });
        if (added && split is not null)
        {
            Splits[layer!.CacheId] = split;
        }

        if (added && pin is not null)
        {
            Pins[pin.Name] = pin;
        }

        Intents.ExceptWith(added ? OwnedIds() : []);
        return added;
    }
}
