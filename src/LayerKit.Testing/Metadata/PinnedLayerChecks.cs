using LayerKit.Metadata;
using static LayerKit.Testing.Metadata.MetadataStoreConformance;

namespace LayerKit.Testing.Metadata;

/// <summary>A layer and its pin in one transaction: both or neither.</summary>
internal static class PinnedLayerChecks
{
    private static readonly LayerRecord Layer = StoreTrial.Layer("layer");
    private static readonly PinRecord Pin = StoreTrial.Pin("web", Layer);

    public static IEnumerable<(string Name, Action<StoreTrial> Body)> All { get; } =
    [
        Check(A_layer_and_its_pin_are_committed_together),
        Check(A_layer_and_its_pin_are_there_after_a_crash),
        Check(A_pin_is_not_seen_before_its_layer),
        Check(A_pin_may_be_put_before_its_layer),
        Check(A_pin_that_was_put_and_not_committed_leaves_nothing),
        Check(A_pin_that_comes_with_a_layer_replaces_one_of_that_name),
        Check(A_commit_that_fails_leaves_the_pin_that_was_there),
        Check(A_crash_before_the_commit_leaves_no_pin),
        Check(A_pin_of_another_layer_is_refused),
        Check(A_pin_of_an_RW_layer_is_refused),
        Check(A_pin_without_a_layer_is_refused),
    ];

    private static void A_layer_and_its_pin_are_committed_together(StoreTrial trial)
    {
        trial.Commit(Layer, pin: Pin);
        Require.Equal(Layer, StoreTrial.Find(trial.Store, Layer));
        Require.Equal(Pin, trial.Store.FindPin("web"));
        Require.Same(["web"], trial.Store.Pins(Layer.ChainId));
        Require.Empty(trial.Store.Orphans());
    }

    private static void A_layer_and_its_pin_are_there_after_a_crash(StoreTrial trial)
    {
        trial.Commit(Layer, pin: Pin);
        Require.Equal(Pin, trial.Crash().FindPin("web"));
        Require.Equal(Layer, StoreTrial.Find(trial.Store, Layer));
    }

    private static void A_pin_is_not_seen_before_its_layer(StoreTrial trial)
    {
        using IMetadataTransaction transaction = trial.Store.Begin(Layer.CacheId);
        transaction.Put(Layer);
        transaction.Put(Pin);
        Require.Empty(trial.Store.Pins());
        Require.Null(trial.Store.FindPin("web"));
        transaction.Commit();
        Require.Same(["web"], trial.Store.Pins());
    }

    private static void A_pin_may_be_put_before_its_layer(StoreTrial trial)
    {
        using IMetadataTransaction transaction = trial.Store.Begin(Layer.CacheId);
        transaction.Put(Pin);
        transaction.Put(Layer);
        transaction.Commit();
        Require.Equal(Pin, trial.Store.FindPin("web"));
    }

    private static void A_pin_that_was_put_and_not_committed_leaves_nothing(StoreTrial trial)
    {
        using (IMetadataTransaction transaction = trial.Store.Begin(Layer.CacheId))
        {
            transaction.Put(Layer);
            transaction.Put(Pin);
        }

        Require.Empty(trial.Store.Pins());
        Require.Empty(trial.Reopen().Pins());
    }

    private static void A_pin_that_comes_with_a_layer_replaces_one_of_that_name(StoreTrial trial)
    {
        trial.Store.PutPin(StoreTrial.Pin("web", StoreTrial.Layer("other")));
        trial.Commit(Layer, pin: Pin);
        Require.Equal(Pin, trial.Store.FindPin("web"));
        Require.Empty(trial.Store.Pins(StoreTrial.Layer("other").ChainId));
    }

    private static void A_commit_that_fails_leaves_the_pin_that_was_there(StoreTrial trial)
    {
        LayerRecord loser = StoreTrial.Layer("layer");
        PinRecord before = Pin with { Owner = "before" };
        trial.Commit(Layer, pin: before);
        Require.Throws<IOException>(() => trial.Commit(loser, pin: Pin with { Owner = "after" }));
        Require.Throws<IOException>(() => trial.Commit(loser, pin: Pin with { Name = "other" }));
        Require.Equal(before, trial.Store.FindPin("web"));
        Require.Same(["web"], trial.Crash().Pins());
        trial.Store.Forget(loser.CacheId);
        Require.Equal(before, trial.Store.FindPin("web"));
    }

    private static void A_crash_before_the_commit_leaves_no_pin(StoreTrial trial)
    {
        IMetadataTransaction transaction = trial.Store.Begin(Layer.CacheId);
        transaction.Put(Layer);
        transaction.Put(Pin);
        trial.Crash();
        Require.Empty(trial.Store.Pins());
        trial.Store.Forget(Layer.CacheId);
        Require.Empty(trial.Reopen().Pins());
        transaction.Dispose();
    }

    private static void A_pin_of_another_layer_is_refused(StoreTrial trial)
    {
        using IMetadataTransaction transaction = trial.Store.Begin(Layer.CacheId);
        transaction.Put(StoreTrial.Pin("web", StoreTrial.Layer("other")));
        transaction.Put(Layer);
        Require.Throws<InvalidOperationException>(transaction.Commit);
        Require.Empty(trial.Store.Pins());
        Require.Empty(trial.Store.Layers());
    }

    private static void A_pin_of_an_RW_layer_is_refused(StoreTrial trial)
    {
        RWLayerRecord layer = StoreTrial.RWLayer("web", Layer);
        using IMetadataTransaction transaction = trial.Store.Begin(layer.MountId);
        transaction.Put(layer);
        transaction.Put(Pin);
        Require.Throws<InvalidOperationException>(transaction.Commit);
        Require.Empty(trial.Store.RWLayers());
        Require.Empty(trial.Store.Pins());
    }

    private static void A_pin_without_a_layer_is_refused(StoreTrial trial)
    {
        using IMetadataTransaction transaction = trial.Store.Begin(Layer.CacheId);
        transaction.Put(Pin);
        Require.Throws<InvalidOperationException>(transaction.Commit);
        Require.Empty(trial.Store.Pins());
    }
}
