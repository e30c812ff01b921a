using System.Runtime.CompilerServices;
using LayerKit.Errors;
using LayerKit.Metadata;

namespace LayerKit.Testing.Metadata;

/// <summary>Records that somebody else has damaged: reported, never guessed, and possible to get rid of.</summary>
internal static class DamageChecks
{
    private static readonly LayerRecord Layer = StoreTrial.Layer("layer");
    private static readonly RWLayerRecord RWLayer = StoreTrial.RWLayer("web");

    public static IEnumerable<(string Name, Action<StoreTrial, IMetadataDamage> Body)> All { get; } =
    [
        Check(A_damaged_layer_is_listed_and_cannot_be_read),
        Check(A_damaged_layer_still_owns_its_cache_id),
        Check(A_damaged_layer_can_be_quarantined_and_registered_anew),
        Check(A_damaged_layer_can_be_removed),
        Check(A_damaged_RW_layer_is_listed_and_cannot_be_read_and_can_be_removed),
        Check(A_damaged_pin_is_listed_and_cannot_be_read),
        Check(A_damaged_pin_can_be_replaced_and_removed),
        Check(Lost_split_data_are_reported_and_the_record_is_not_harmed),
    ];

    private static (string Name, Action<StoreTrial, IMetadataDamage> Body) Check(
        Action<StoreTrial, IMetadataDamage> body, [CallerArgumentExpression(nameof(body))] string name = "") => (name, body);

    private static void A_damaged_layer_is_listed_and_cannot_be_read(StoreTrial trial, IMetadataDamage damage)
    {
        LayerRecord intact = StoreTrial.Layer("intact");
        trial.Commit(intact);
        DamageLayer(trial, damage);
        Require.Same([Layer.ChainId, intact.ChainId], trial.Store.Layers());
        Require.True(trial.Store.HasLayer(Layer.ChainId));
        Require.Same([Layer.ChainId], trial.Store.FindByPrefix(Layer.ChainId.Hex));
        Require.Throws<MetadataCorruptException>(() => trial.Store.FindLayer(Layer.ChainId));
        Require.Equal(intact, StoreTrial.Find(trial.Store, intact));
    }

    private static void A_damaged_layer_still_owns_its_cache_id(StoreTrial trial, IMetadataDamage damage)
    {
        DamageLayer(trial, damage);
        trial.Store.Begin(Layer.CacheId).Dispose();
        Require.Empty(trial.Store.Orphans());
    }

    private static void A_damaged_layer_can_be_quarantined_and_registered_anew(StoreTrial trial, IMetadataDamage damage)
    {
        DamageLayer(trial, damage);
        trial.Store.Quarantine(Layer.ChainId);
        trial.RequireNoTrace(Layer);
        Require.Empty(trial.Store.Orphans());
        LayerRecord anew = StoreTrial.Layer("layer");
        trial.Commit(anew);
        Require.Equal(anew, StoreTrial.Find(trial.Store, anew));
    }

    private static void A_damaged_layer_can_be_removed(StoreTrial trial, IMetadataDamage damage)
    {
        DamageLayer(trial, damage);
        trial.Store.RemoveLayer(Layer.ChainId);
        trial.RequireNoTrace(Layer);
        Require.Same([Layer.CacheId], trial.Store.Orphans());
    }

    private static void A_damaged_RW_layer_is_listed_and_cannot_be_read_and_can_be_removed(StoreTrial trial, IMetadataDamage damage)
    {
        trial.Commit(RWLayer);
        trial.Close();
        damage.DamageRWLayer(trial.Context, "web");
        trial.Reopen();
        Require.Same(["web"], trial.Store.RWLayers());
        Require.Throws<MetadataCorruptException>(() => trial.Store.FindRWLayer("web"));
        trial.Store.RemoveRWLayer("web");
        Require.Empty(trial.Store.RWLayers());
        Require.Null(trial.Store.FindRWLayer("web"));
    }

    private static void A_damaged_pin_is_listed_and_cannot_be_read(StoreTrial trial, IMetadataDamage damage)
    {
        trial.Store.PutPin(StoreTrial.Pin("intact", Layer));
        DamagePin(trial, damage);
        Require.Same(["intact", "shop/web:1.4"], trial.Store.Pins());
        Require.Throws<MetadataCorruptException>(() => trial.Store.FindPin("shop/web:1.4"));
        Require.Equal("intact", trial.Store.FindPin("intact")?.Name);
    }

    private static void A_damaged_pin_can_be_replaced_and_removed(StoreTrial trial, IMetadataDamage damage)
    {
        DamagePin(trial, damage);
        PinRecord pin = StoreTrial.Pin("shop/web:1.4", Layer);
        trial.Store.PutPin(pin);
        Require.Equal(pin, trial.Store.FindPin(pin.Name));
        DamagePin(trial, damage);
        Require.True(trial.Store.RemovePin(pin.Name));
        Require.Empty(trial.Store.Pins());
    }

    private static void Lost_split_data_are_reported_and_the_record_is_not_harmed(StoreTrial trial, IMetadataDamage damage)
    {
        trial.Commit(Layer);
        trial.Close();
        damage.LoseSplit(trial.Context, Layer);
        trial.Reopen();
        Require.Throws<MetadataCorruptException>(() => trial.Store.OpenSplit(Layer.ChainId));
        Require.Equal(Layer, StoreTrial.Find(trial.Store, Layer));
        trial.Store.RemoveLayer(Layer.ChainId);
        trial.Store.Forget(Layer.CacheId);
        Require.Empty(trial.Store.Orphans());
    }

    private static void DamageLayer(StoreTrial trial, IMetadataDamage damage)
    {
        trial.Commit(Layer);
        trial.Close();
        damage.DamageLayer(trial.Context, Layer.ChainId);
        trial.Reopen();
    }

    private static void DamagePin(StoreTrial trial, IMetadataDamage damage)
    {
        trial.Store.PutPin(StoreTrial.Pin("shop/web:1.4", Layer));
        trial.Close();
        damage.DamagePin(trial.Context, "shop/web:1.4");
        trial.Reopen();
    }
}
