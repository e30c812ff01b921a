using LayerKit.Metadata;
using static LayerKit.Testing.Metadata.MetadataStoreConformance;

namespace LayerKit.Testing.Metadata;

/// <summary>Records that are put out of the way.</summary>
internal static class QuarantineChecks
{
    public static IEnumerable<(string Name, Action<StoreTrial> Body)> All { get; } =
    [
        Check(A_quarantined_layer_leaves_no_trace_and_no_orphan),
        Check(A_quarantined_layer_can_be_registered_anew_and_quarantined_again),
        Check(Quarantining_a_layer_that_is_not_there_is_no_error),
    ];

    private static void A_quarantined_layer_leaves_no_trace_and_no_orphan(StoreTrial trial)
    {
        LayerRecord layer = StoreTrial.Layer("layer");
        trial.Commit(layer);
        trial.Store.Begin(layer.CacheId).Dispose();
        trial.Store.Quarantine(layer.ChainId);
        trial.RequireNoTrace(layer);
        Require.Empty(trial.Store.Orphans());
        Require.Empty(trial.Crash().Orphans());
    }

    private static void A_quarantined_layer_can_be_registered_anew_and_quarantined_again(StoreTrial trial)
    {
        for (int time = 0; time < 3; time++)
        {
            LayerRecord layer = StoreTrial.Layer("layer");
            trial.Commit(layer, split: $"time {time}");
            Require.Equal(layer, StoreTrial.Find(trial.Store, layer));
            Require.Equal($"time {time}", StoreTrial.ReadSplitText(trial.Store, layer.ChainId));
            trial.Store.Quarantine(layer.ChainId);
        }

        Require.Empty(trial.Store.Layers());
        Require.Empty(trial.Store.Orphans());
    }

    private static void Quarantining_a_layer_that_is_not_there_is_no_error(StoreTrial trial)
    {
        trial.Store.Quarantine(StoreTrial.Layer("layer").ChainId);
        Require.Empty(trial.Store.Layers());
    }
}
