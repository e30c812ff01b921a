using System.Text;
using LayerKit.Identity;
using LayerKit.Metadata;

namespace LayerKit.Testing.Metadata;

/// <summary>A metadata store in a directory that goes with it, and what checks put into it.</summary>
internal sealed class StoreTrial : IDisposable
{
    private readonly Func<MetadataContext, IMetadataStore> _open;
    private readonly List<IMetadataStore> _opened = [];

    public StoreTrial(Func<MetadataContext, IMetadataStore> open, MetadataContext context)
    {
        _open = open;
        Context = context;
        Directory.CreateDirectory(Context.LayerKitDirectory);
        Store = Open();
    }

    public MetadataContext Context { get; }

    /// <summary>The store that was opened last.</summary>
    public IMetadataStore Store { get; private set; }

    /// <summary>Opens one more store on the root, as another process would.</summary>
    public IMetadataStore Open()
    {
        IMetadataStore store = _open(Context);
        _opened.Add(store);
        return store;
    }

    /// <summary>Ends the store as a process does that ends well, and opens it again.</summary>
    public IMetadataStore Reopen()
    {
        Close();
        return Store = Open();
    }

    /// <summary>Opens the store again after a process that did not end well.</summary>
    public IMetadataStore Crash() => Store = Open();

    public void Close()
    {
        _opened.ForEach(store => store.Dispose());
        _opened.Clear();
    }

    /// <summary>A layer whose ids follow from a word and what is below it.</summary>
    public static LayerRecord Layer(string word, LayerRecord? parent = null)
    {
        DiffId diffId = DiffId.FromDigest(Digest.Compute(Encoding.UTF8.GetBytes(word)));
        return new LayerRecord(ChainId.Of(parent?.ChainId, diffId), diffId, parent?.ChainId, CacheId.NewRandom(), word.Length);
    }

    public static RWLayerRecord RWLayer(string name, LayerRecord? parent = null, bool init = false)
    {
        var mountId = CacheId.NewRandom();
        return new RWLayerRecord(name, mountId, init ? mountId.Init : null, parent?.ChainId);
    }

    public static PinRecord Pin(string name, LayerRecord layer) =>
        new(name, layer.ChainId, "owner", null, new Dictionary<string, string>(), new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public static void Commit(IMetadataStore store, LayerRecord layer, string split = "split data", PinRecord? pin = null)
    {
        using IMetadataTransaction transaction = store.Begin(layer.CacheId);
        WriteSplit(transaction, Encoding.UTF8.GetBytes(split));
        transaction.Put(layer);
        if (pin is not null)
        {
            transaction.Put(pin);
        }

        transaction.Commit();
    }

    public static void Commit(IMetadataStore store, RWLayerRecord layer)
    {
        using IMetadataTransaction transaction = layer.InitId is { } initId ? store.Begin(layer.MountId, initId) : store.Begin(layer.MountId);
        transaction.Put(layer);
        transaction.Commit();
    }

    public static void WriteSplit(IMetadataTransaction transaction, ReadOnlySpan<byte> content)
    {
        using Stream stream = transaction.CreateSplit();
        stream.Write(content);
    }

    public static byte[] ReadSplit(IMetadataStore store, ChainId chainId)
    {
        using Stream stream = store.OpenSplit(chainId);
        using MemoryStream content = new();
        stream.CopyTo(content);
        return content.ToArray();
    }

    public static string ReadSplitText(IMetadataStore store, ChainId chainId) => Encoding.UTF8.GetString(ReadSplit(store, chainId));

    /// <summary>Reads a layer without its time, which the store sets.</summary>
    public static LayerRecord? Find(IMetadataStore store, LayerRecord layer) => store.FindLayer(layer.ChainId) is { } found ? found with { Created = default } : null;

    public void Commit(LayerRecord layer, string split = "split data", PinRecord? pin = null) => Commit(Store, layer, split, pin);

    public void Commit(RWLayerRecord layer) => Commit(Store, layer);

    public void RequireNoTrace(LayerRecord layer)
    {
        Require.Null(Store.FindLayer(layer.ChainId));
        Require.True(!Store.HasLayer(layer.ChainId));
        Require.True(!Store.Layers().Contains(layer.ChainId));
        Require.Empty(Store.FindByDiffId(layer.DiffId));
        Require.Empty(Store.FindByPrefix(layer.ChainId.Hex));
        Require.Null(Store.FindByCacheId(layer.CacheId));
        Require.True(layer.Parent is null || !Store.Children(layer.Parent.Value).Contains(layer.ChainId));
    }

    public void Dispose()
    {
        Close();
        Directory.Delete(Context.Root, recursive: true);
    }
}
