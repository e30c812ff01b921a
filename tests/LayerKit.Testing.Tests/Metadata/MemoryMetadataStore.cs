using LayerKit.Errors;
using LayerKit.Identity;
using LayerKit.Metadata;

namespace LayerKit.Testing.Tests.Metadata;

/// <summary>What a third party could write: one lock, dictionaries, and a state that outlives the store as a disk does.</summary>
internal sealed class MemoryMetadataStore(MemoryRoot root) : IMetadataStore
{
    public IEnumerable<ChainId> Layers() => Select(layer => true);

    public LayerRecord? FindLayer(ChainId chainId) => root.Locked(() => root.Layers.GetValueOrDefault(Key(chainId)));

    public bool HasLayer(ChainId chainId) => FindLayer(chainId) is not null;

    public IEnumerable<ChainId> FindByDiffId(DiffId diffId) => Select(layer => layer.DiffId == diffId);

    public IEnumerable<ChainId> FindByPrefix(string hex)
    {
        Digest.ThrowIfNoHexPrefix(hex);
        return Select(layer => layer.ChainId.Hex.StartsWith(hex, StringComparison.Ordinal));
    }

    public ChainId? FindByCacheId(CacheId id) => root.Locked(() => root.Layers.Values.FirstOrDefault(layer => layer.CacheId == id)?.ChainId);

    public IEnumerable<ChainId> Children(ChainId parent) => Select(layer => layer.Parent == parent);

    public IEnumerable<string> RWLayers() => Lazily(() => root.RWLayers.Keys);

    public IEnumerable<string> RWLayers(ChainId parent) => Lazily(() => root.RWLayers.Values.Where(layer => layer.Parent == parent).Select(layer => layer.Name));

    public RWLayerRecord? FindRWLayer(string name)
    {
        RWLayerName.ThrowIfInvalid(name);
        return root.Locked(() => root.RWLayers.GetValueOrDefault(name));
    }

    public IEnumerable<string> Pins() => Lazily(() => root.Pins.Keys);

    public IEnumerable<string> Pins(ChainId chainId) => Lazily(() => root.Pins.Values.Where(pin => pin.ChainId == chainId).Select(pin => pin.Name));

    public PinRecord? FindPin(string name)
    {
        PinName.ThrowIfInvalid(name);
        return root.Locked(() => root.Pins.GetValueOrDefault(name));
    }

    public void PutPin(PinRecord pin)
    {
        ArgumentNullException.ThrowIfNull(pin);
        pin.ThrowIfInvalid();
        root.Locked(() => root.Pins[pin.Name] = pin);
    }

    public bool RemovePin(string name)
    {
        PinName.ThrowIfInvalid(name);
        return root.Locked(() => root.Pins.Remove(name));
    }

    public Stream OpenSplit(ChainId chainId) => root.Locked(() => root.Layers.TryGetValue(Key(chainId), out LayerRecord? layer) && root.Splits.TryGetValue(layer.CacheId, out byte[]? split)
        ? new MemoryStream(split, writable: false)
        : throw new MetadataCorruptException($"layer {chainId}", "it has no split data"));

    public IMetadataTransaction Begin(params ReadOnlySpan<CacheId> owned)
    {
        CacheId[] ids = owned.ToArray();
        ids.ToList().ForEach(ThrowIfEmpty);
        root.Locked(() => root.Intents.UnionWith(ids));
        return new MemoryMetadataTransaction(root);
    }

    public void RemoveLayer(ChainId chainId) => root.Locked(() => root.Intents.UnionWith(root.Layers.Remove(Key(chainId), out LayerRecord? layer) ? [layer.CacheId] : []));

    public void RemoveRWLayer(string name)
    {
        RWLayerName.ThrowIfInvalid(name);
        root.Locked(() => root.Intents.UnionWith(root.RWLayers.Remove(name, out RWLayerRecord? layer) ? MemoryRoot.IdsOf(layer) : []));
    }

    public IReadOnlyList<CacheId> Orphans() => root.Locked(() => root.Intents.Except(root.OwnedIds()).ToList());

    public void Forget(CacheId id)
    {
        ThrowIfEmpty(id);
        root.Locked(() => root.Intents.Remove(id) && !root.OwnedIds().Contains(id) && root.Splits.Remove(id));
    }

    public void Quarantine(ChainId chainId) => root.Locked(() => root.Layers.Remove(Key(chainId), out LayerRecord? layer) && root.Intents.Remove(layer.CacheId));

    public void Dispose()
    {
    }

    private static ChainId Key(ChainId chainId) => chainId.IsEmpty ? throw new ArgumentException("the ChainID is empty", nameof(chainId)) : chainId;

    private static void ThrowIfEmpty(CacheId id)
    {
        if (id.IsEmpty)
        {
            throw new ArgumentException("the id is empty", nameof(id));
        }
    }

    private IEnumerable<ChainId> Select(Func<LayerRecord, bool> match) => Lazily(() => root.Layers.Values.Where(match).Select(layer => layer.ChainId));

    private IEnumerable<T> Lazily<T>(Func<IEnumerable<T>> query)
    {
        foreach (T item in root.Locked(() => query().ToList()))
        {
            yield return item;
        }
    }
}
