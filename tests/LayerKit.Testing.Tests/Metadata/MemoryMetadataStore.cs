using LayerKit.Errors;
using LayerKit.Identity;
using LayerKit.Metadata;

namespace LayerKit.Testing.Tests.Metadata;

/// <summary>What a third party could write: one lock and four dictionaries. It is opened again by handing the same one out again, as a disk would be.</summary>
internal sealed class MemoryMetadataStore : IMetadataStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ChainId, LayerRecord> _layers = [];
    private readonly Dictionary<CacheId, byte[]> _splits = [];
    private readonly Dictionary<string, RWLayerRecord> _rwLayers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PinRecord> _pins = new(StringComparer.Ordinal);
    private readonly HashSet<CacheId> _intents = [];

    public IEnumerable<ChainId> Layers() => Select(layer => true);

    public LayerRecord? FindLayer(ChainId chainId) => Locked(() => _layers.GetValueOrDefault(Key(chainId)));

    public bool HasLayer(ChainId chainId) => FindLayer(chainId) is not null;

    public IEnumerable<ChainId> FindByDiffId(DiffId diffId) => Select(layer => layer.DiffId == diffId);

    public IEnumerable<ChainId> FindByPrefix(string hex)
    {
        Digest.ThrowIfNoHexPrefix(hex);
        return Select(layer => layer.ChainId.Hex.StartsWith(hex, StringComparison.Ordinal));
    }

    public ChainId? FindByCacheId(CacheId id) => Locked(() => _layers.Values.FirstOrDefault(layer => layer.CacheId == id)?.ChainId);

    public IEnumerable<ChainId> Children(ChainId parent) => Select(layer => layer.Parent == parent);

    public IEnumerable<string> RWLayers() => Lazily(() => _rwLayers.Keys);

    public IEnumerable<string> RWLayers(ChainId parent) => Lazily(() => _rwLayers.Values.Where(layer => layer.Parent == parent).Select(layer => layer.Name));

    public RWLayerRecord? FindRWLayer(string name) => Locked(() => _rwLayers.GetValueOrDefault(RWName(name)));

    public IEnumerable<string> Pins() => Lazily(() => _pins.Keys);

    public IEnumerable<string> Pins(ChainId chainId) => Lazily(() => _pins.Values.Where(pin => pin.ChainId == chainId).Select(pin => pin.Name));

    public PinRecord? FindPin(string name) => Locked(() => _pins.GetValueOrDefault(Pin(name)));

    public void PutPin(PinRecord pin)
    {
        ArgumentNullException.ThrowIfNull(pin);
        pin.ThrowIfInvalid();
        Locked(() => _pins[pin.Name] = pin);
    }

    public bool RemovePin(string name) => Locked(() => _pins.Remove(Pin(name)));

    public Stream OpenSplit(ChainId chainId) => Locked(() => _layers.TryGetValue(Key(chainId), out LayerRecord? layer) && _splits.TryGetValue(layer.CacheId, out byte[]? split)
        ? new MemoryStream(split, writable: false)
        : throw new MetadataCorruptException($"layer {chainId}", "it has no split data"));

    public IMetadataTransaction Begin(params ReadOnlySpan<CacheId> owned)
    {
        CacheId[] ids = owned.ToArray();
        Locked(() => AddIntents([.. ids.Select(Id)]));
        return new MemoryMetadataTransaction(TryAdd);
    }

    public void RemoveLayer(ChainId chainId) => Locked(() => _layers.Remove(Key(chainId), out LayerRecord? layer) && _intents.Add(layer.CacheId));

    public void RemoveRWLayer(string name) => Locked(() => _rwLayers.Remove(RWName(name), out RWLayerRecord? layer) && AddIntents(IdsOf(layer)));

    public IReadOnlyList<CacheId> Orphans() => Locked(() => _intents.Except(Owned()).ToList());

    public void Forget(CacheId id) => Locked(() => _intents.Remove(Id(id)) && !Owned().Contains(id) && _splits.Remove(id));

    public void Quarantine(ChainId chainId) => Locked(() => _layers.Remove(Key(chainId), out LayerRecord? layer) && _intents.Remove(layer.CacheId));

    public void Dispose()
    {
    }

    private static ChainId Key(ChainId chainId) => chainId.IsEmpty ? throw new ArgumentException("the ChainID is empty", nameof(chainId)) : chainId;

    private static CacheId Id(CacheId id) => id.IsEmpty ? throw new ArgumentException("the id is empty", nameof(id)) : id;

    private static string RWName(string name)
    {
        RWLayerName.ThrowIfInvalid(name);
        return name;
    }

    private static string Pin(string name)
    {
        PinName.ThrowIfInvalid(name);
        return name;
    }

    private static IEnumerable<CacheId> IdsOf(RWLayerRecord layer) => layer.InitId is { } init ? [layer.MountId, init] : [layer.MountId];

    private bool AddIntents(IEnumerable<CacheId> ids)
    {
        _intents.UnionWith(ids);
        return true;
    }

    private HashSet<CacheId> Owned() => [.. _layers.Values.Select(layer => layer.CacheId), .. _rwLayers.Values.SelectMany(IdsOf)];

    private bool TryAdd(LayerRecord? layer, RWLayerRecord? rwLayer, byte[]? split, PinRecord? pin) => Locked(() =>
    {
        bool added = layer is null ? _rwLayers.TryAdd(rwLayer!.Name, rwLayer) : _layers.TryAdd(layer.ChainId, layer with { Created = TimeProvider.System.GetUtcNow() });
        if (added && split is not null)
        {
            _splits[layer!.CacheId] = split;
        }

        if (added && pin is not null)
        {
            _pins[pin.Name] = pin;
        }

        _intents.ExceptWith(!added ? [] : layer is null ? IdsOf(rwLayer!) : [layer.CacheId]);
        return added;
    });

    private IEnumerable<ChainId> Select(Func<LayerRecord, bool> match) => Lazily(() => _layers.Values.Where(match).Select(layer => layer.ChainId));

    private IEnumerable<T> Lazily<T>(Func<IEnumerable<T>> query)
    {
        foreach (T item in Locked(() => query().ToList()))
        {
            yield return item;
        }
    }

    private T Locked<T>(Func<T> access)
    {
        lock (_lock)
        {
            return access();
        }
    }
}
