using LayerKit.Errors;
using LayerKit.Identity;
using LayerKit.Metadata;

namespace LayerKit.Opening;

/// <summary>The records of a store that is read-only. Whatever a store changes begins with a record, so this one refusal stands for all.</summary>
internal sealed class ReadOnlyMetadata(IMetadataStore store, string root) : IMetadataStore
{
    public IEnumerable<ChainId> Layers() => store.Layers();

    public int CountLayers() => store.CountLayers();

    public LayerRecord? FindLayer(ChainId chainId) => store.FindLayer(chainId);

    public bool HasLayer(ChainId chainId) => store.HasLayer(chainId);

    public IEnumerable<ChainId> FindByDiffId(DiffId diffId) => store.FindByDiffId(diffId);

    public IEnumerable<ChainId> FindByPrefix(string hex) => store.FindByPrefix(hex);

    public ChainId? FindByCacheId(CacheId id) => store.FindByCacheId(id);

    public IEnumerable<ChainId> Children(ChainId parent) => store.Children(parent);

    public IEnumerable<string> RWLayers() => store.RWLayers();

    public IEnumerable<string> RWLayers(ChainId parent) => store.RWLayers(parent);

    public RWLayerRecord? FindRWLayer(string name) => store.FindRWLayer(name);

    public IEnumerable<string> Pins() => store.Pins();

    public IEnumerable<string> Pins(ChainId chainId) => store.Pins(chainId);

    public PinRecord? FindPin(string name) => store.FindPin(name);

    public Stream OpenSplit(ChainId chainId) => store.OpenSplit(chainId);

    public string? FindForeignOwner(LayerRecord record) => store.FindForeignOwner(record);

    public string? FindForeignOwner(RWLayerRecord record) => store.FindForeignOwner(record);

    public void PutPin(PinRecord pin) => throw Refusal();

    public bool RemovePin(string name) => throw Refusal();

    public IMetadataTransaction Begin(params ReadOnlySpan<CacheId> owned) => throw Refusal();

    public void RemoveLayer(ChainId chainId) => throw Refusal();

    public void RemoveRWLayer(string name) => throw Refusal();

    /// <summary>None: they are the business of whoever may remove them.</summary>
    public IReadOnlyList<CacheId> Orphans() => [];

    public void Forget(CacheId id) => throw Refusal();

    public void Quarantine(ChainId chainId) => throw Refusal();

    public void Dispose() => store.Dispose();

    private StoreReadOnlyException Refusal() => new(root);
}
