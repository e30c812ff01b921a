using System.Collections.Concurrent;
using LayerKit.Identity;
using LayerKit.Metadata;
using static LayerKit.Testing.Metadata.MetadataStoreConformance;

namespace LayerKit.Testing.Metadata;

/// <summary>Several threads, and several stores on one root as several processes have them.</summary>
internal static class ConcurrencyChecks
{
    public static IEnumerable<(string Name, Action<StoreTrial> Body)> All { get; } =
    [
        Check(Of_commits_of_one_chain_at_a_time_one_wins),
        Check(Of_commits_of_one_name_at_a_time_one_wins),
        Check(Commits_and_removals_of_several_threads_all_happen),
        Check(A_record_is_read_whole_or_not_at_all),
        Check(A_pin_that_is_replaced_is_never_missing),
        Check(A_layer_is_never_seen_without_its_pin),
        Check(Looking_for_orphans_during_removals_loses_none),
        Check(Of_removals_of_one_pin_at_a_time_one_says_that_it_was_there),
        Check(A_change_is_seen_through_another_store_at_the_next_call),
        Check(A_store_that_is_opened_later_does_not_disturb_a_transaction),
        Check(Of_commits_of_one_chain_through_several_stores_one_wins),
    ];

    private static void Of_commits_of_one_chain_at_a_time_one_wins(StoreTrial trial) => Race(trial, _ => trial.Store);

    private static void Of_commits_of_one_chain_through_several_stores_one_wins(StoreTrial trial)
    {
        IMetadataStore[] stores = [trial.Store, trial.Open(), trial.Open(), trial.Open()];
        Race(trial, number => stores[number % stores.Length]);
    }

    private static void Race(StoreTrial trial, Func<int, IMetadataStore> storeOf)
    {
        ConcurrentBag<(LayerRecord Layer, bool Won)> results = [];
        InParallel(8, number =>
        {
            LayerRecord layer = StoreTrial.Layer("layer");
            results.Add((layer, Succeeds(() => StoreTrial.Commit(storeOf(number), layer, layer.CacheId.ToString()))));
        });
        LayerRecord winner = results.Single(result => result.Won).Layer;
        Require.Equal(winner, StoreTrial.Find(trial.Store, winner));
        Require.Equal(winner.CacheId.ToString(), StoreTrial.ReadSplitText(trial.Store, winner.ChainId));
        Require.Same(results.Where(result => !result.Won).Select(result => result.Layer.CacheId), trial.Store.Orphans());
    }

    private static void Of_commits_of_one_name_at_a_time_one_wins(StoreTrial trial)
    {
        int winners = 0;
        InParallel(8, number => Interlocked.Add(ref winners, Succeeds(() => trial.Commit(StoreTrial.RWLayer("web"))) ? 1 : 0));
        Require.Equal(1, winners);
        Require.Equal(7, trial.Store.Orphans().Count);
    }

    private static void Commits_and_removals_of_several_threads_all_happen(StoreTrial trial)
    {
        InParallel(8, thread =>
        {
            for (int number = 0; number < 25; number++)
            {
                LayerRecord layer = StoreTrial.Layer($"{thread} {number}");
                trial.Commit(layer, pin: StoreTrial.Pin($"{thread}/{number}", layer));
                trial.Commit(StoreTrial.RWLayer($"{thread}-{number}", layer, init: true));
                if (number % 2 == 1)
                {
                    trial.Store.RemovePin($"{thread}/{number}");
                    trial.Store.RemoveRWLayer($"{thread}-{number}");
                    trial.Store.RemoveLayer(layer.ChainId);
                    trial.Store.Forget(layer.CacheId);
                }
            }
        });
        Require.Equal(8 * 13, trial.Store.Layers().Count());
        Require.Equal(8 * 13, trial.Store.RWLayers().Count());
        Require.Equal(8 * 13, trial.Store.Pins().Count());
        Require.Equal(8 * 12 * 2, trial.Store.Orphans().Count);
    }

    private static void A_record_is_read_whole_or_not_at_all(StoreTrial trial)
    {
        ChainId chainId = StoreTrial.Layer("layer").ChainId;
        While(
            () =>
            {
                for (int number = 0; number < 200; number++)
                {
                    LayerRecord layer = StoreTrial.Layer("layer");
                    trial.Commit(layer);
                    trial.Store.RemoveLayer(chainId);
                    trial.Store.Forget(layer.CacheId);
                }
            },
            () => Require.True(trial.Store.FindLayer(chainId) is null or { Size: 5 }));
    }

    private static void A_pin_that_is_replaced_is_never_missing(StoreTrial trial)
    {
        LayerRecord[] layers = [StoreTrial.Layer("one"), StoreTrial.Layer("two")];
        trial.Store.PutPin(StoreTrial.Pin("web", layers[0]));
        While(
            () =>
            {
                for (int number = 0; number < 400; number++)
                {
                    trial.Store.PutPin(StoreTrial.Pin("web", layers[number % 2]));
                }
            },
            () => Require.True(trial.Store.FindPin("web") is { } pin && layers.Any(layer => layer.ChainId == pin.ChainId)));
    }

    private static void A_layer_is_never_seen_without_its_pin(StoreTrial trial)
    {
        IMetadataStore observer = trial.Open();
        While(
            () =>
            {
                for (int number = 0; number < 100; number++)
                {
                    LayerRecord layer = StoreTrial.Layer($"layer {number}");
                    trial.Commit(layer, pin: StoreTrial.Pin($"pin of {layer.ChainId}", layer));
                }
            },
            () => Require.True(observer.Layers().All(chainId => observer.FindPin($"pin of {chainId}") is not null)));
    }

    private static void Looking_for_orphans_during_removals_loses_none(StoreTrial trial)
    {
        IMetadataStore other = trial.Open();
        List<RWLayerRecord> layers = [.. Enumerable.Range(0, 100).Select(number => StoreTrial.RWLayer($"web{number}"))];
        layers.ForEach(trial.Commit);
        While(
            () => layers.ForEach(layer => trial.Store.RemoveRWLayer(layer.Name)),
            () => Require.True(trial.Store.Orphans().Count + other.Orphans().Count <= 200));
        Require.Same(layers.Select(layer => layer.MountId), trial.Store.Orphans());
    }

    private static void Of_removals_of_one_pin_at_a_time_one_says_that_it_was_there(StoreTrial trial)
    {
        for (int round = 0; round < 20; round++)
        {
            trial.Store.PutPin(StoreTrial.Pin("web", StoreTrial.Layer("layer")));
            int removals = 0;
            InParallel(4, _ => Interlocked.Add(ref removals, trial.Store.RemovePin("web") ? 1 : 0));
            Require.Equal(1, removals);
        }
    }

    private static void A_change_is_seen_through_another_store_at_the_next_call(StoreTrial trial)
    {
        IMetadataStore other = trial.Open();
        LayerRecord layer = StoreTrial.Layer("layer");
        Require.Null(other.FindLayer(layer.ChainId));
        Require.Empty(other.Orphans());
        trial.Commit(layer, pin: StoreTrial.Pin("web", layer));
        Require.Equal(layer, StoreTrial.Find(other, layer));
        Require.Same(["web"], other.Pins());
        trial.Store.RemovePin("web");
        trial.Store.RemoveLayer(layer.ChainId);
        Require.Null(other.FindPin("web"));
        Require.True(!other.HasLayer(layer.ChainId));
        Require.Same([layer.CacheId], other.Orphans());
        other.Forget(layer.CacheId);
        Require.Empty(trial.Store.Orphans());
    }

    private static void A_store_that_is_opened_later_does_not_disturb_a_transaction(StoreTrial trial)
    {
        LayerRecord layer = StoreTrial.Layer("layer");
        using IMetadataTransaction transaction = trial.Store.Begin(layer.CacheId);
        using (Stream stream = transaction.CreateSplit())
        {
            stream.Write("first "u8);
            Require.Same([layer.CacheId], trial.Open().Orphans());
            stream.Write("second"u8);
        }

        transaction.Put(layer);
        transaction.Put(StoreTrial.Pin("web", layer));
        trial.Open();
        transaction.Commit();
        Require.Equal("first second", StoreTrial.ReadSplitText(trial.Open(), layer.ChainId));
    }

    private static bool Succeeds(Action commit)
    {
        try
        {
            commit();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static void InParallel(int threads, Action<int> work) =>
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, work);

    /// <summary>Observes for as long as the work goes on, and once after.</summary>
    private static void While(Action work, Action observe)
    {
        var working = Task.Run(work);
        try
        {
            do
            {
                observe();
            }
            while (!working.IsCompleted);
            observe();
        }
        finally
        {
            // The trial's directory goes next; whatever the observation threw, nobody may still write there.
            working.GetAwaiter().GetResult();
        }
    }
}
