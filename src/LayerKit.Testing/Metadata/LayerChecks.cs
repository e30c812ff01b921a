using LayerKit.Identity;
using LayerKit.Metadata;
using static LayerKit.Testing.Metadata.MetadataStoreConformance;

namespace LayerKit.Testing.Metadata;

/// <summary>Records of layers: what is put is what is read, and nothing half.</summary>
internal static class LayerChecks
{
    public static IEnumerable<(string Name, Action<StoreTrial> Body)> All { get; } =
    [
        Check(A_new_store_is_empty),
        Check(A_committed_layer_reads_back_as_it_was_put),
        Check(A_committed_layer_reads_back_after_a_reopen),
        Check(A_committed_layer_reads_back_after_a_crash),
        Check(The_largest_and_the_smallest_size_read_back),
        Check(Unusual_cache_ids_read_back),
        Check(A_layer_may_come_without_a_record_of_its_parent),
        Check(Created_is_the_time_of_the_commit_and_stays),
        Check(Nothing_is_seen_before_the_commit),
        Check(A_transaction_without_a_commit_leaves_no_layer),
        Check(Of_two_records_put_the_last_is_committed),
        Check(A_second_commit_of_a_chain_fails_and_changes_nothing),
        Check(A_second_commit_of_one_transaction_is_refused),
        Check(A_commit_of_nothing_is_refused),
        Check(Two_transactions_at_a_time_do_not_disturb_each_other),
        Check(A_record_that_does_not_make_its_ChainID_is_refused),
        Check(A_record_with_an_empty_id_is_refused),
        Check(A_negative_size_is_refused),
        Check(A_refused_record_spoils_nothing),
        Check(No_record_is_refused),
        Check(The_empty_ChainID_is_refused),
        Check(A_removed_layer_leaves_no_trace),
        Check(Removing_a_layer_that_is_not_there_is_no_error),
        Check(Removing_a_parent_leaves_its_children),
        Check(A_removed_layer_can_be_registered_anew_before_it_is_forgotten),
    ];

    private static void A_new_store_is_empty(StoreTrial trial)
    {
        Require.Empty(trial.Store.Layers());
        Require.Empty(trial.Store.RWLayers());
        Require.Empty(trial.Store.Pins());
        Require.Empty(trial.Store.Orphans());
        trial.RequireNoTrace(StoreTrial.Layer("none"));
    }

    private static void A_committed_layer_reads_back_as_it_was_put(StoreTrial trial) => CommitTwo(trial, () => trial.Store);

    private static void A_committed_layer_reads_back_after_a_reopen(StoreTrial trial) => CommitTwo(trial, trial.Reopen);

    private static void A_committed_layer_reads_back_after_a_crash(StoreTrial trial) => CommitTwo(trial, trial.Crash);

    private static void CommitTwo(StoreTrial trial, Func<IMetadataStore> then)
    {
        LayerRecord lower = StoreTrial.Layer("lower");
        LayerRecord upper = StoreTrial.Layer("upper", lower);
        trial.Commit(lower);
        trial.Commit(upper);
        IMetadataStore store = then();
        Require.Equal(lower, StoreTrial.Find(store, lower));
        Require.Equal(upper, StoreTrial.Find(store, upper));
        Require.Same([lower.ChainId, upper.ChainId], store.Layers());
        Require.True(store.HasLayer(lower.ChainId) && store.HasLayer(upper.ChainId));
        Require.Empty(store.Orphans());
    }

    private static void The_largest_and_the_smallest_size_read_back(StoreTrial trial)
    {
        LayerRecord smallest = StoreTrial.Layer("smallest") with { Size = 0 };
        LayerRecord largest = StoreTrial.Layer("largest") with { Size = long.MaxValue };
        trial.Commit(smallest);
        trial.Commit(largest);
        Require.Equal(0, trial.Reopen().FindLayer(smallest.ChainId)?.Size);
        Require.Equal(long.MaxValue, trial.Store.FindLayer(largest.ChainId)?.Size);
    }

    private static void Unusual_cache_ids_read_back(StoreTrial trial)
    {
        foreach (string text in (string[])["x", "zq1x5eud1kp4x3sdj25kqg2to", "-init", "a.b_c-d.json", "Upper.Case", new string('9', 128)])
        {
            LayerRecord layer = StoreTrial.Layer(text) with { CacheId = CacheId.Parse(text) };
            trial.Commit(layer, split: text);
            Require.Equal(layer, StoreTrial.Find(trial.Store, layer));
            Require.Equal(text, StoreTrial.ReadSplitText(trial.Store, layer.ChainId));
            Require.Equal(layer.ChainId, trial.Store.FindByCacheId(layer.CacheId));
        }
    }

    private static void A_layer_may_come_without_a_record_of_its_parent(StoreTrial trial)
    {
        LayerRecord layer = StoreTrial.Layer("upper", StoreTrial.Layer("never registered"));
        trial.Commit(layer);
        Require.Equal(layer, StoreTrial.Find(trial.Store, layer));
    }

    private static void Created_is_the_time_of_the_commit_and_stays(StoreTrial trial)
    {
        LayerRecord layer = StoreTrial.Layer("layer");
        DateTimeOffset before = TimeProvider.System.GetUtcNow();
        trial.Commit(layer);
        DateTimeOffset after = TimeProvider.System.GetUtcNow();
        DateTimeOffset? created = trial.Store.FindLayer(layer.ChainId)?.Created;
        // It may be approximate: file systems round, and take a clock of their own.
        Require.True(created > before.AddSeconds(-3) && created < after.AddSeconds(3));
        Require.Equal(created, trial.Reopen().FindLayer(layer.ChainId)?.Created);
    }

    private static void Nothing_is_seen_before_the_commit(StoreTrial trial)
    {
        LayerRecord layer = StoreTrial.Layer("layer", StoreTrial.Layer("below"));
        using IMetadataTransaction transaction = trial.Store.Begin(layer.CacheId);
        StoreTrial.WriteSplit(transaction, "split"u8);
        transaction.Put(layer);
        trial.RequireNoTrace(layer);
        transaction.Commit();
        Require.Equal(layer, StoreTrial.Find(trial.Store, layer));
    }

    private static void A_transaction_without_a_commit_leaves_no_layer(StoreTrial trial)
    {
        LayerRecord layer = StoreTrial.Layer("layer");
        using (IMetadataTransaction transaction = trial.Store.Begin(layer.CacheId))
        {
            StoreTrial.WriteSplit(transaction, "split"u8);
            transaction.Put(layer);
        }

        trial.RequireNoTrace(layer);
        trial.Reopen();
        trial.RequireNoTrace(layer);
        Require.Same([layer.CacheId], trial.Store.Orphans());
    }

    private static void Of_two_records_put_the_last_is_committed(StoreTrial trial)
    {
        LayerRecord first = StoreTrial.Layer("first");
        LayerRecord second = StoreTrial.Layer("second");
        using IMetadataTransaction transaction = trial.Store.Begin(first.CacheId, second.CacheId);
        transaction.Put(first);
        transaction.Put(second);
        transaction.Commit();
        Require.Same([second.ChainId], trial.Store.Layers());
        Require.Same([first.CacheId], trial.Store.Orphans());
    }

    private static void A_second_commit_of_a_chain_fails_and_changes_nothing(StoreTrial trial)
    {
        LayerRecord first = StoreTrial.Layer("layer");
        LayerRecord second = StoreTrial.Layer("layer") with { Size = 99 };
        trial.Commit(first);
        Require.Throws<IOException>(() => trial.Commit(second));
        Require.Equal(first, StoreTrial.Find(trial.Store, first));
        Require.Same([second.CacheId], trial.Store.Orphans());
        Require.Null(trial.Store.FindByCacheId(second.CacheId));
    }

    private static void A_second_commit_of_one_transaction_is_refused(StoreTrial trial)
    {
        LayerRecord layer = StoreTrial.Layer("layer");
        using IMetadataTransaction transaction = trial.Store.Begin(layer.CacheId);
        transaction.Put(layer);
        transaction.Commit();
        Require.Throws<InvalidOperationException>(transaction.Commit);
        Require.Equal(layer, StoreTrial.Find(trial.Store, layer));
    }

    private static void A_commit_of_nothing_is_refused(StoreTrial trial)
    {
        LayerRecord layer = StoreTrial.Layer("layer");
        using IMetadataTransaction transaction = trial.Store.Begin(layer.CacheId);
        Require.Throws<InvalidOperationException>(transaction.Commit);
        StoreTrial.WriteSplit(transaction, "split"u8);
        Require.Throws<InvalidOperationException>(transaction.Commit);
        Require.Empty(trial.Store.Layers());
        transaction.Put(layer);
        transaction.Commit();
        Require.Same([layer.ChainId], trial.Store.Layers());
    }

    private static void Two_transactions_at_a_time_do_not_disturb_each_other(StoreTrial trial)
    {
        LayerRecord first = StoreTrial.Layer("first");
        LayerRecord second = StoreTrial.Layer("second");
        using IMetadataTransaction one = trial.Store.Begin(first.CacheId);
        using IMetadataTransaction two = trial.Store.Begin(second.CacheId);
        StoreTrial.WriteSplit(two, "two"u8);
        StoreTrial.WriteSplit(one, "one"u8);
        one.Put(first);
        two.Put(second);
        two.Commit();
        one.Commit();
        Require.Equal("one", StoreTrial.ReadSplitText(trial.Store, first.ChainId));
        Require.Equal("two", StoreTrial.ReadSplitText(trial.Store, second.ChainId));
    }

    private static void A_record_that_does_not_make_its_ChainID_is_refused(StoreTrial trial) =>
        RequireRefused(trial, layer => layer with { ChainId = StoreTrial.Layer("other").ChainId }, layer => layer with { Parent = StoreTrial.Layer("other").ChainId });

    private static void A_record_with_an_empty_id_is_refused(StoreTrial trial) => RequireRefused(
        trial,
        layer => layer with { CacheId = default },
        layer => layer with { DiffId = default },
        layer => layer with { ChainId = default },
        layer => layer with { Parent = default(ChainId) });

    private static void A_negative_size_is_refused(StoreTrial trial) => RequireRefused(trial, layer => layer with { Size = -1 });

    private static void A_refused_record_spoils_nothing(StoreTrial trial)
    {
        LayerRecord layer = StoreTrial.Layer("layer");
        using IMetadataTransaction transaction = trial.Store.Begin(layer.CacheId);
        Require.Throws<ArgumentException>(() => transaction.Put(layer with { Size = -1 }));
        transaction.Put(layer);
        transaction.Commit();
        Require.Equal(layer, StoreTrial.Find(trial.Store, layer));
    }

    private static void RequireRefused(StoreTrial trial, params ReadOnlySpan<Func<LayerRecord, LayerRecord>> faults)
    {
        LayerRecord layer = StoreTrial.Layer("layer");
        foreach (Func<LayerRecord, LayerRecord> fault in faults)
        {
            using IMetadataTransaction transaction = trial.Store.Begin(layer.CacheId);
            Require.Throws<ArgumentException>(() => transaction.Put(fault(layer)));
        }

        Require.Empty(trial.Store.Layers());
    }

    private static void No_record_is_refused(StoreTrial trial)
    {
        using IMetadataTransaction transaction = trial.Store.Begin(CacheId.NewRandom());
        Require.Throws<ArgumentNullException>(() => transaction.Put((LayerRecord)null!));
        Require.Throws<ArgumentNullException>(() => transaction.Put((RWLayerRecord)null!));
        Require.Throws<ArgumentNullException>(() => transaction.Put((PinRecord)null!));
        Require.Throws<ArgumentNullException>(() => trial.Store.PutPin(null!));
    }

    private static void The_empty_ChainID_is_refused(StoreTrial trial)
    {
        trial.Commit(StoreTrial.Layer("layer"));
        Require.Throws<ArgumentException>(() => trial.Store.FindLayer(default));
        Require.Throws<ArgumentException>(() => trial.Store.HasLayer(default));
        Require.Throws<ArgumentException>(() => trial.Store.OpenSplit(default));
        Require.Throws<ArgumentException>(() => trial.Store.RemoveLayer(default));
        Require.Throws<ArgumentException>(() => trial.Store.Quarantine(default));
        Require.Equal(1, trial.Store.Layers().Count());
    }

    private static void A_removed_layer_leaves_no_trace(StoreTrial trial)
    {
        LayerRecord lower = StoreTrial.Layer("lower");
        LayerRecord upper = StoreTrial.Layer("upper", lower);
        trial.Commit(lower);
        trial.Commit(upper);
        trial.Store.RemoveLayer(upper.ChainId);
        trial.RequireNoTrace(upper);
        trial.Crash();
        trial.RequireNoTrace(upper);
        Require.Same([lower.ChainId], trial.Store.Layers());
    }

    private static void Removing_a_layer_that_is_not_there_is_no_error(StoreTrial trial)
    {
        LayerRecord layer = StoreTrial.Layer("layer");
        trial.Commit(layer);
        trial.Store.RemoveLayer(layer.ChainId);
        trial.Store.RemoveLayer(layer.ChainId);
        trial.Store.RemoveLayer(StoreTrial.Layer("never there").ChainId);
        Require.Same([layer.CacheId], trial.Store.Orphans());
    }

    private static void Removing_a_parent_leaves_its_children(StoreTrial trial)
    {
        LayerRecord lower = StoreTrial.Layer("lower");
        LayerRecord upper = StoreTrial.Layer("upper", lower);
        trial.Commit(lower);
        trial.Commit(upper);
        trial.Store.RemoveLayer(lower.ChainId);
        Require.Equal(upper, StoreTrial.Find(trial.Store, upper));
        Require.Same([upper.ChainId], trial.Store.Children(lower.ChainId));
    }

    private static void A_removed_layer_can_be_registered_anew_before_it_is_forgotten(StoreTrial trial)
    {
        LayerRecord first = StoreTrial.Layer("layer");
        LayerRecord again = StoreTrial.Layer("layer");
        trial.Commit(first, "first");
        trial.Store.RemoveLayer(first.ChainId);
        trial.Commit(again, "again");
        Require.Same([first.CacheId], trial.Store.Orphans());
        trial.Store.Forget(first.CacheId);
        Require.Equal(again, StoreTrial.Find(trial.Reopen(), again));
        Require.Equal("again", StoreTrial.ReadSplitText(trial.Store, again.ChainId));
        Require.Empty(trial.Store.Orphans());
    }
}
