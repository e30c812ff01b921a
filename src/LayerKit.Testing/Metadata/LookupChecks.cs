using System.Globalization;
using LayerKit.Identity;
using LayerKit.Metadata;
using static LayerKit.Testing.Metadata.MetadataStoreConformance;

namespace LayerKit.Testing.Metadata;

/// <summary>Finding layers by what is not their key, and finding many.</summary>
internal static class LookupChecks
{
    private const int Many = 10_000;

    public static IEnumerable<(string Name, Action<StoreTrial> Body)> All { get; } =
    [
        Check(A_DiffID_finds_every_layer_made_of_that_tar),
        Check(A_prefix_finds_the_layers_that_begin_with_it),
        Check(What_is_no_hex_prefix_is_refused),
        Check(A_cache_id_finds_the_layer_that_owns_it),
        Check(An_id_of_an_RW_layer_finds_no_layer),
        Check(Children_are_those_directly_above),
        Check(Ten_thousand_layers_are_each_found_once),
        Check(Layers_may_be_removed_while_they_are_enumerated),
        Check(An_enumeration_that_is_given_up_blocks_nobody),
        Check(An_enumeration_can_be_run_twice_and_sees_what_is_new),
    ];

    private static void A_DiffID_finds_every_layer_made_of_that_tar(StoreTrial trial)
    {
        LayerRecord bottom = StoreTrial.Layer("tar");
        LayerRecord middle = StoreTrial.Layer("tar", bottom);
        LayerRecord other = StoreTrial.Layer("other tar", bottom);
        trial.Commit(bottom);
        trial.Commit(middle);
        trial.Commit(other);
        Require.Same([bottom.ChainId, middle.ChainId], trial.Store.FindByDiffId(bottom.DiffId));
        Require.Same([other.ChainId], trial.Store.FindByDiffId(other.DiffId));
        Require.Empty(trial.Store.FindByDiffId(StoreTrial.Layer("unknown tar").DiffId));
    }

    private static void A_prefix_finds_the_layers_that_begin_with_it(StoreTrial trial)
    {
        List<LayerRecord> layers = [.. Enumerable.Range(0, 40).Select(number => StoreTrial.Layer($"layer {number}"))];
        layers.ForEach(layer => trial.Commit(layer));
        foreach (int length in (int[])[0, 1, 2, 3, 63, 64])
        {
            foreach (string prefix in layers.Select(layer => layer.ChainId.Hex[..length]).Distinct())
            {
                IEnumerable<ChainId> expected = layers.Select(layer => layer.ChainId).Where(id => id.Hex.StartsWith(prefix, StringComparison.Ordinal));
                Require.Same(expected, trial.Store.FindByPrefix(prefix));
            }
        }

        Require.Empty(trial.Store.FindByPrefix(new string('0', 64)));
        Require.Empty(trial.Store.FindByPrefix(new string('f', 63)));
    }

    private static void What_is_no_hex_prefix_is_refused(StoreTrial trial)
    {
        foreach (string text in (string[])["A", "g", "sha256:", " ", "0 ", "%", "_", new string('0', 65)])
        {
            Require.Throws<ArgumentException>(() => Require.Empty(trial.Store.FindByPrefix(text)));
        }

        Require.Throws<ArgumentNullException>(() => Require.Empty(trial.Store.FindByPrefix(null!)));
    }

    private static void A_cache_id_finds_the_layer_that_owns_it(StoreTrial trial)
    {
        LayerRecord layer = StoreTrial.Layer("layer");
        trial.Commit(layer);
        Require.Equal(layer.ChainId, trial.Store.FindByCacheId(layer.CacheId));
        Require.Null(trial.Store.FindByCacheId(CacheId.NewRandom()));
        trial.Store.RemoveLayer(layer.ChainId);
        Require.Null(trial.Store.FindByCacheId(layer.CacheId));
    }

    private static void An_id_of_an_RW_layer_finds_no_layer(StoreTrial trial)
    {
        RWLayerRecord layer = StoreTrial.RWLayer("web", init: true);
        trial.Commit(layer);
        Require.Null(trial.Store.FindByCacheId(layer.MountId));
        Require.Null(trial.Store.FindByCacheId(layer.MountId.Init));
    }

    private static void Children_are_those_directly_above(StoreTrial trial)
    {
        LayerRecord lower = StoreTrial.Layer("lower");
        LayerRecord left = StoreTrial.Layer("left", lower);
        LayerRecord right = StoreTrial.Layer("right", lower);
        LayerRecord top = StoreTrial.Layer("top", left);
        foreach (LayerRecord layer in (LayerRecord[])[lower, left, right, top])
        {
            trial.Commit(layer);
        }

        Require.Same([left.ChainId, right.ChainId], trial.Store.Children(lower.ChainId));
        Require.Same([top.ChainId], trial.Store.Children(left.ChainId));
        Require.Empty(trial.Store.Children(top.ChainId));
        Require.Empty(trial.Store.Children(StoreTrial.Layer("unknown").ChainId));
    }

    private static void Ten_thousand_layers_are_each_found_once(StoreTrial trial)
    {
        LayerRecord below = StoreTrial.Layer("below");
        List<ChainId> layers = new(Many);
        for (int number = 0; number < Many; number++)
        {
            LayerRecord layer = StoreTrial.Layer(number.ToString(CultureInfo.InvariantCulture), below);
            using IMetadataTransaction transaction = trial.Store.Begin(layer.CacheId);
            transaction.Put(layer);
            transaction.Commit();
            layers.Add(layer.ChainId);
        }

        Require.Same(layers, trial.Store.Layers());
        Require.Equal(Many, trial.Store.CountLayers());
        Require.Same(layers, trial.Reopen().Layers());
        Require.Same(layers, trial.Store.Children(below.ChainId));
        Require.Same(layers.Where(id => id.Hex.StartsWith("7a", StringComparison.Ordinal)), trial.Store.FindByPrefix("7a"));
        Require.Empty(trial.Store.Orphans());
    }

    private static void Layers_may_be_removed_while_they_are_enumerated(StoreTrial trial)
    {
        for (int number = 0; number < 100; number++)
        {
            trial.Commit(StoreTrial.Layer($"layer {number}"));
        }

        foreach (ChainId chainId in trial.Store.Layers())
        {
            trial.Store.RemoveLayer(chainId);
        }

        Require.Empty(trial.Store.Layers());
        Require.Equal(100, trial.Store.Orphans().Count);
    }

    private static void An_enumeration_that_is_given_up_blocks_nobody(StoreTrial trial)
    {
        trial.Commit(StoreTrial.Layer("first"));
        IEnumerator<ChainId> abandoned = trial.Store.Layers().GetEnumerator();
        Require.True(abandoned.MoveNext());
        trial.Commit(StoreTrial.Layer("second"));
        trial.Store.RemoveLayer(StoreTrial.Layer("first").ChainId);
        Require.Same([StoreTrial.Layer("second").ChainId], trial.Store.Layers());
    }

    private static void An_enumeration_can_be_run_twice_and_sees_what_is_new(StoreTrial trial)
    {
        IEnumerable<ChainId> layers = trial.Store.Layers();
        Require.Empty(layers);
        trial.Commit(StoreTrial.Layer("layer"));
        Require.Same([StoreTrial.Layer("layer").ChainId], layers);
    }
}
