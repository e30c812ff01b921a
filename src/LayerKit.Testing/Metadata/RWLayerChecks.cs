using LayerKit.Identity;
using LayerKit.Metadata;
using static LayerKit.Testing.Metadata.MetadataStoreConformance;

namespace LayerKit.Testing.Metadata;

/// <summary>Records of RW layers, and their names.</summary>
internal static class RWLayerChecks
{
    private static readonly string Longest = new string('\u00e9', 127) + "n";

    public static IEnumerable<(string Name, Action<StoreTrial> Body)> All { get; } =
    [
        Check(A_committed_RW_layer_reads_back_with_and_without_init_and_parent),
        Check(An_RW_layer_that_is_not_there_is_null),
        Check(An_RW_layer_is_not_seen_before_its_commit),
        Check(A_name_that_is_taken_fails_the_commit_and_changes_nothing),
        Check(A_removed_RW_layer_frees_its_name),
        Check(RW_layers_are_found_by_their_parent),
        Check(A_name_that_only_looks_odd_is_kept),
        Check(A_name_that_is_no_file_name_is_refused),
        Check(A_record_of_an_RW_layer_with_an_empty_id_is_refused),
        Check(A_layer_that_takes_over_the_content_of_an_RW_layer_keeps_it_when_that_is_removed),
        Check(A_take_over_that_was_not_committed_leaves_the_RW_layer_its_content),
    ];

    private static void A_committed_RW_layer_reads_back_with_and_without_init_and_parent(StoreTrial trial)
    {
        LayerRecord parent = StoreTrial.Layer("parent");
        RWLayerRecord[] layers =
        [
            StoreTrial.RWLayer("plain"), StoreTrial.RWLayer("init", init: true), StoreTrial.RWLayer("parent", parent), StoreTrial.RWLayer("both", parent, init: true),
        ];
        foreach (RWLayerRecord layer in layers)
        {
            trial.Commit(layer);
        }

        foreach (Func<IMetadataStore> then in (Func<IMetadataStore>[])[() => trial.Store, trial.Crash, trial.Reopen])
        {
            IMetadataStore store = then();
            Require.Same(layers, layers.Select(layer => store.FindRWLayer(layer.Name)));
            Require.Same(layers.Select(layer => layer.Name), store.RWLayers());
            Require.Empty(store.Orphans());
        }
    }

    private static void An_RW_layer_that_is_not_there_is_null(StoreTrial trial)
    {
        Require.Null(trial.Store.FindRWLayer("web"));
        trial.Store.RemoveRWLayer("web");
        Require.Empty(trial.Store.RWLayers());
    }

    private static void An_RW_layer_is_not_seen_before_its_commit(StoreTrial trial)
    {
        RWLayerRecord layer = StoreTrial.RWLayer("web", StoreTrial.Layer("parent"), init: true);
        using (IMetadataTransaction transaction = trial.Store.Begin(layer.MountId, layer.MountId.Init))
        {
            transaction.Put(layer);
            Require.Null(trial.Store.FindRWLayer("web"));
            Require.Empty(trial.Store.RWLayers());
            Require.Empty(trial.Store.RWLayers(layer.Parent!.Value));
        }

        Require.Null(trial.Store.FindRWLayer("web"));
        Require.Same([layer.MountId, layer.MountId.Init], trial.Store.Orphans());
    }

    private static void A_name_that_is_taken_fails_the_commit_and_changes_nothing(StoreTrial trial)
    {
        RWLayerRecord first = StoreTrial.RWLayer("web");
        RWLayerRecord second = StoreTrial.RWLayer("web", init: true);
        trial.Commit(first);
        Require.Throws<IOException>(() => trial.Commit(second));
        Require.Equal(first, trial.Store.FindRWLayer("web"));
        Require.Same([second.MountId, second.MountId.Init], trial.Store.Orphans());
    }

    private static void A_removed_RW_layer_frees_its_name(StoreTrial trial)
    {
        RWLayerRecord first = StoreTrial.RWLayer("web", init: true);
        RWLayerRecord second = StoreTrial.RWLayer("web");
        trial.Commit(first);
        trial.Store.RemoveRWLayer("web");
        Require.Null(trial.Store.FindRWLayer("web"));
        trial.Commit(second);
        Require.Equal(second, trial.Crash().FindRWLayer("web"));
        Require.Same([first.MountId, first.MountId.Init], trial.Store.Orphans());
    }

    private static void RW_layers_are_found_by_their_parent(StoreTrial trial)
    {
        LayerRecord parent = StoreTrial.Layer("parent");
        trial.Commit(StoreTrial.RWLayer("one", parent));
        trial.Commit(StoreTrial.RWLayer("two", parent, init: true));
        trial.Commit(StoreTrial.RWLayer("three", StoreTrial.Layer("other")));
        trial.Commit(StoreTrial.RWLayer("four"));
        Require.Same(["one", "two"], trial.Store.RWLayers(parent.ChainId));
        trial.Store.RemoveRWLayer("one");
        Require.Same(["two"], trial.Store.RWLayers(parent.ChainId));
        Require.Empty(trial.Store.RWLayers(StoreTrial.Layer("unknown").ChainId));
    }

    private static void A_name_that_only_looks_odd_is_kept(StoreTrial trial)
    {
        string[] names = [".hidden", "...", "with space", " ", "-init", "write-set-1", "%41", "'; --", "a.json", "\U0001f9c5", Longest];
        foreach (string name in names)
        {
            trial.Commit(StoreTrial.RWLayer(name));
        }

        Require.Same(names, trial.Reopen().RWLayers());
        Require.Same(names, names.Select(name => trial.Store.FindRWLayer(name)?.Name));
        foreach (string name in names)
        {
            trial.Store.RemoveRWLayer(name);
        }

        Require.Empty(trial.Store.RWLayers());
    }

    private static void A_name_that_is_no_file_name_is_refused(StoreTrial trial)
    {
        foreach (string name in (string[])["", ".", "..", "a/b", "/etc", "a\0b", "web\ud800", Longest + "x", new string('n', 256)])
        {
            RWLayerRecord layer = StoreTrial.RWLayer(name);
            using IMetadataTransaction transaction = trial.Store.Begin(layer.MountId);
            Require.Throws<ArgumentException>(() => transaction.Put(layer));
            Require.Throws<ArgumentException>(() => trial.Store.FindRWLayer(name));
            Require.Throws<ArgumentException>(() => trial.Store.RemoveRWLayer(name));
        }
    }

    private static void A_record_of_an_RW_layer_with_an_empty_id_is_refused(StoreTrial trial)
    {
        RWLayerRecord layer = StoreTrial.RWLayer("web");
        using IMetadataTransaction transaction = trial.Store.Begin(layer.MountId);
        Require.Throws<ArgumentException>(() => transaction.Put(layer with { MountId = default }));
        Require.Throws<ArgumentException>(() => transaction.Put(layer with { InitId = default(Identity.CacheId) }));
        Require.Throws<ArgumentException>(() => transaction.Put(layer with { Parent = default(Identity.ChainId) }));
    }

    private static void A_layer_that_takes_over_the_content_of_an_RW_layer_keeps_it_when_that_is_removed(StoreTrial trial)
    {
        (RWLayerRecord rwLayer, LayerRecord layer, CacheId id) = TakeOver(trial);
        using (IMetadataTransaction transaction = trial.Store.Begin(id))
        {
            StoreTrial.WriteSplit(transaction, "split"u8);
            transaction.Put(layer);
            transaction.Commit();
        }

        // A crash now leaves both records; whoever removes the RW layer's goes on from here.
        IMetadataStore store = trial.Crash();
        Require.Equal(rwLayer, store.FindRWLayer(rwLayer.Name));
        Require.Same([id], store.Orphans());
        store.Forget(id);
        store.RemoveRWLayer(rwLayer.Name);
        Require.Empty(store.Orphans());
        store.Forget(rwLayer.MountId);

        store = trial.Crash();
        Require.Null(store.FindRWLayer(rwLayer.Name));
        Require.Null(store.FindForeignOwner(store.FindLayer(layer.ChainId)!));
        Require.Equal("split", StoreTrial.ReadSplitText(store, layer.ChainId));
        store.RemoveLayer(layer.ChainId);
        Require.Same([layer.CacheId], store.Orphans());
        store.Forget(layer.CacheId);
        Require.Empty(store.Orphans());
    }

    private static void A_take_over_that_was_not_committed_leaves_the_RW_layer_its_content(StoreTrial trial)
    {
        (RWLayerRecord rwLayer, LayerRecord layer, CacheId id) = TakeOver(trial);
        IMetadataTransaction transaction = trial.Store.Begin(id);
        StoreTrial.WriteSplit(transaction, "split"u8);
        transaction.Put(layer);

        IMetadataStore store = trial.Crash();
        Require.Same([id], store.Orphans());
        store.Forget(id);
        Require.Equal(rwLayer, store.FindRWLayer(rwLayer.Name));
        Require.Null(store.FindLayer(layer.ChainId));
    }

    /// <summary>An RW layer, the layer that has its content, and the id of the transaction, which owns nothing.</summary>
    private static (RWLayerRecord RWLayer, LayerRecord Layer, CacheId Transaction) TakeOver(StoreTrial trial)
    {
        RWLayerRecord rwLayer = StoreTrial.RWLayer("web");
        trial.Commit(rwLayer);
        return (rwLayer, StoreTrial.Layer("layer") with { CacheId = rwLayer.MountId }, CacheId.Parse("transaction"));
    }
}
