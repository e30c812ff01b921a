using LayerKit.Identity;

namespace LayerKit.MSBuild;

/// <summary>What the tasks ask a store.</summary>
internal static class StoreExtensions
{
    /// <summary>Whether the store has a layer; text that is no ChainID, as in a results file of another version, names none.</summary>
    public static bool Has(this LayerStore store, string chainId)
    {
        if (!ChainId.TryParse(chainId, out ChainId parsed) || !store.TryGet(parsed, out Layer? layer))
        {
            return false;
        }

        layer.Dispose();
        return true;
    }
}
