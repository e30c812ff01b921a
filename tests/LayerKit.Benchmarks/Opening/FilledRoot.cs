using LayerKit.Identity;
using LayerKit.Metadata;

namespace LayerKit.Benchmarks.Opening;

/// <summary>A root with the records of many layers, in chains of 40, in memory where there is some; it goes when it is disposed.</summary>
internal sealed class FilledRoot : IDisposable
{
    private const int ChainLength = 40;

    private readonly string _metadata;

    public FilledRoot(string metadata, int layers)
    {
        _metadata = metadata;
        Path = System.IO.Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : System.IO.Path.GetTempPath(), System.IO.Path.GetRandomFileName());
        Open();
        using IMetadataStore store = Plugins.CreateCatalog().FindMetadataStore(metadata)!.Create(new MetadataContext(Path, "vfs", Sync: false));
        ChainId? parent = null;
        for (int i = 0; i < layers; i++)
        {
            DiffId diffId = DiffId.FromDigest(Digest.Compute(BitConverter.GetBytes(i)));
            CacheId cacheId = CacheId.NewRandom();
            parent = i % ChainLength == 0 ? null : parent;
            using IMetadataTransaction transaction = store.Begin(cacheId);
            transaction.Put(new LayerRecord(ChainId.Of(parent, diffId), diffId, parent, cacheId, i));
            transaction.Commit();
            parent = ChainId.Of(parent, diffId);
        }
    }

    /// <summary>The root.</summary>
    public string Path { get; }

    /// <summary>What <c>layerkit info</c> does: opens the store and counts.</summary>
    public int Open()
    {
        using LayerStore store = LayerStore.OpenAsync(Options()).GetAwaiter().GetResult();
        return store.Count().Layers;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private LayerStoreOptions Options() => new(Path) { Drivers = Plugins.CreateCatalog(), Driver = "vfs", MetadataStore = _metadata, Durability = Durability.None };
}
