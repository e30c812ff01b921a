using LayerKit.Identity;
using LayerKit.Metadata;
using static LayerKit.Testing.Metadata.MetadataStoreConformance;

namespace LayerKit.Testing.Metadata;

/// <summary>Every id that a driver may hold is owned by a record or is an orphan, wherever a process is killed.</summary>
internal static class OrphanChecks
{
    private static readonly LayerRecord Layer = StoreTrial.Layer("layer");

    public static IEnumerable<(string Name, Action<StoreTrial> Body)> All { get; } =
    [
        Check(A_crash_after_Begin_leaves_an_orphan),
        Check(A_crash_before_the_first_byte_of_split_data_leaves_an_orphan),
        Check(A_crash_amid_split_data_leaves_an_orphan),
        Check(A_crash_after_split_data_leaves_an_orphan),
        Check(A_crash_just_before_the_commit_leaves_an_orphan),
        Check(A_crash_after_the_commit_leaves_a_layer_and_no_orphan),
        Check(A_crash_after_a_removal_leaves_an_orphan),
        Check(A_crash_after_Forget_leaves_nothing),
        Check(An_open_transactions_ids_are_orphans),
        Check(A_transaction_without_a_commit_leaves_its_ids_as_orphans),
        Check(A_transaction_may_own_no_id_or_many),
        Check(The_empty_id_is_refused),
        Check(An_id_that_is_begun_twice_is_one_orphan),
        Check(An_id_that_is_begun_and_not_in_the_record_stays_an_orphan),
        Check(An_id_that_a_record_owns_is_no_orphan_when_it_is_begun_again),
        Check(Forgetting_what_is_no_orphan_does_nothing),
        Check(Forgetting_an_id_that_a_record_owns_leaves_the_record_alone),
        Check(Ids_of_a_removed_RW_layer_are_forgotten_one_by_one),
        Check(A_thousand_removed_layers_are_forgotten),
    ];

    private static void A_crash_after_Begin_leaves_an_orphan(StoreTrial trial) => CrashDuring(trial, _ => { });

    private static void A_crash_before_the_first_byte_of_split_data_leaves_an_orphan(StoreTrial trial) => CrashDuring(trial, transaction => transaction.CreateSplit());

    private static void A_crash_amid_split_data_leaves_an_orphan(StoreTrial trial) =>
        CrashDuring(trial, transaction => transaction.CreateSplit().Write(new byte[5000]));

    private static void A_crash_after_split_data_leaves_an_orphan(StoreTrial trial) =>
        CrashDuring(trial, transaction => StoreTrial.WriteSplit(transaction, "split"u8));

    private static void A_crash_just_before_the_commit_leaves_an_orphan(StoreTrial trial) => CrashDuring(trial, transaction =>
    {
        StoreTrial.WriteSplit(transaction, "split"u8);
        transaction.Put(Layer);
        transaction.Put(StoreTrial.Pin("pin", Layer));
    });

    private static void CrashDuring(StoreTrial trial, Action<IMetadataTransaction> work)
    {
        IMetadataTransaction transaction = trial.Store.Begin(Layer.CacheId);
        work(transaction);
        trial.Crash();
        trial.RequireNoTrace(Layer);
        Require.Empty(trial.Store.Pins());
        Require.Same([Layer.CacheId], trial.Store.Orphans());
        trial.Store.Forget(Layer.CacheId);
        Require.Empty(trial.Store.Orphans());
        Require.Empty(trial.Crash().Orphans());
        trial.Commit(Layer, split: "anew");
        Require.Equal("anew", StoreTrial.ReadSplitText(trial.Store, Layer.ChainId));
        Require.Empty(trial.Store.Orphans());
    }

    private static void A_crash_after_the_commit_leaves_a_layer_and_no_orphan(StoreTrial trial)
    {
        IMetadataTransaction transaction = trial.Store.Begin(Layer.CacheId);
        transaction.Put(Layer);
        transaction.Commit();
        trial.Crash();
        Require.Equal(Layer, StoreTrial.Find(trial.Store, Layer));
        Require.Empty(trial.Store.Orphans());
    }

    private static void A_crash_after_a_removal_leaves_an_orphan(StoreTrial trial)
    {
        trial.Commit(Layer);
        trial.Store.RemoveLayer(Layer.ChainId);
        Require.Same([Layer.CacheId], trial.Store.Orphans());
        trial.Crash();
        trial.RequireNoTrace(Layer);
        Require.Same([Layer.CacheId], trial.Store.Orphans());
    }

    private static void A_crash_after_Forget_leaves_nothing(StoreTrial trial)
    {
        trial.Commit(Layer);
        trial.Store.RemoveLayer(Layer.ChainId);
        trial.Store.Forget(Layer.CacheId);
        Require.Empty(trial.Store.Orphans());
        trial.Crash();
        trial.RequireNoTrace(Layer);
        Require.Empty(trial.Store.Orphans());
    }

    private static void An_open_transactions_ids_are_orphans(StoreTrial trial)
    {
        CacheId other = CacheId.NewRandom();
        using IMetadataTransaction transaction = trial.Store.Begin(Layer.CacheId, other);
        Require.Same([Layer.CacheId, other], trial.Store.Orphans());
    }

    private static void A_transaction_without_a_commit_leaves_its_ids_as_orphans(StoreTrial trial)
    {
        trial.Store.Begin(Layer.CacheId).Dispose();
        Require.Same([Layer.CacheId], trial.Store.Orphans());
        Require.Same([Layer.CacheId], trial.Reopen().Orphans());
    }

    private static void A_transaction_may_own_no_id_or_many(StoreTrial trial)
    {
        trial.Store.Begin().Dispose();
        Require.Empty(trial.Store.Orphans());
        CacheId[] ids = [.. Enumerable.Range(0, 50).Select(_ => CacheId.NewRandom())];
        trial.Store.Begin(ids).Dispose();
        Require.Same(ids, trial.Store.Orphans());
    }

    private static void The_empty_id_is_refused(StoreTrial trial)
    {
        Require.Throws<ArgumentException>(() => trial.Store.Begin(default(CacheId)));
        Require.Throws<ArgumentException>(() => trial.Store.Forget(default));
        Require.Empty(trial.Store.Orphans());
    }

    private static void An_id_that_is_begun_twice_is_one_orphan(StoreTrial trial)
    {
        trial.Store.Begin(Layer.CacheId).Dispose();
        trial.Store.Begin(Layer.CacheId).Dispose();
        Require.Same([Layer.CacheId], trial.Store.Orphans());
        trial.Commit(Layer);
        Require.Empty(trial.Store.Orphans());
    }

    private static void An_id_that_is_begun_and_not_in_the_record_stays_an_orphan(StoreTrial trial)
    {
        RWLayerRecord layer = StoreTrial.RWLayer("web");
        using IMetadataTransaction transaction = trial.Store.Begin(layer.MountId, layer.MountId.Init);
        transaction.Put(layer);
        transaction.Commit();
        Require.Same([layer.MountId.Init], trial.Store.Orphans());
    }

    private static void An_id_that_a_record_owns_is_no_orphan_when_it_is_begun_again(StoreTrial trial)
    {
        RWLayerRecord layer = StoreTrial.RWLayer("web", init: true);
        trial.Commit(Layer);
        trial.Commit(layer);
        trial.Store.Begin(Layer.CacheId, layer.MountId, layer.MountId.Init).Dispose();
        Require.Empty(trial.Store.Orphans());
    }

    private static void Forgetting_what_is_no_orphan_does_nothing(StoreTrial trial)
    {
        trial.Store.Begin(Layer.CacheId).Dispose();
        trial.Store.Forget(CacheId.NewRandom());
        Require.Same([Layer.CacheId], trial.Store.Orphans());
        trial.Store.Forget(Layer.CacheId);
        trial.Store.Forget(Layer.CacheId);
        Require.Empty(trial.Store.Orphans());
    }

    private static void Forgetting_an_id_that_a_record_owns_leaves_the_record_alone(StoreTrial trial)
    {
        trial.Commit(Layer);
        trial.Store.Begin(Layer.CacheId).Dispose();
        trial.Store.Forget(Layer.CacheId);
        Require.Equal(Layer, StoreTrial.Find(trial.Crash(), Layer));
        Require.Equal("split data", StoreTrial.ReadSplitText(trial.Store, Layer.ChainId));
        Require.Empty(trial.Store.Orphans());
    }

    private static void Ids_of_a_removed_RW_layer_are_forgotten_one_by_one(StoreTrial trial)
    {
        RWLayerRecord layer = StoreTrial.RWLayer("web", init: true);
        trial.Commit(layer);
        trial.Store.RemoveRWLayer("web");
        Require.Same([layer.MountId, layer.MountId.Init], trial.Crash().Orphans());
        trial.Store.Forget(layer.MountId);
        Require.Same([layer.MountId.Init], trial.Crash().Orphans());
        trial.Store.Forget(layer.MountId.Init);
        Require.Empty(trial.Crash().Orphans());
    }

    private static void A_thousand_removed_layers_are_forgotten(StoreTrial trial)
    {
        List<LayerRecord> layers = [.. Enumerable.Range(0, 1000).Select(number => StoreTrial.Layer($"layer {number}"))];
        layers.ForEach(layer => trial.Commit(layer));
        layers.ForEach(layer => trial.Store.RemoveLayer(layer.ChainId));
        Require.Same(layers.Select(layer => layer.CacheId), trial.Reopen().Orphans());
        layers.ForEach(layer => trial.Store.Forget(layer.CacheId));
        Require.Empty(trial.Store.Orphans());
        Require.Empty(trial.Reopen().Orphans());
    }
}
