using LayerKit.Cli.Output;
using LayerKit.Errors;
using LayerKit.Identity;

namespace LayerKit.Cli;

/// <summary>What keeps a layer from being removed, by name.</summary>
internal static class LayerHolders
{
    private const int MostNamed = 3;

    /// <exception cref="LayerInUseException">Something refers to the layer; the message says what.</exception>
    public static void ThrowIfAny(LayerStore store, ChainId chainId)
    {
        IReadOnlyList<LayerSummary> layers = store.Layers();
        LayerSummary? layer = layers.FirstOrDefault(layer => layer.ChainId == chainId);
        if (layer?.References is { Total: > 0 } references)
        {
            throw new LayerInUseException(chainId, string.Join(" and ", Name(store, layers, chainId, references.Handles)));
        }
    }

    private static IEnumerable<string> Name(LayerStore store, IReadOnlyList<LayerSummary> layers, ChainId chainId, int handles)
    {
        string[] children = [.. layers.Where(layer => layer.Parent == chainId).Select(layer => layer.ChainId.ToString())];
        if (children.Length > 0)
        {
            yield return Listed("layer", children);
        }

        string[] rwLayers = [.. store.RWLayers().Where(name => IsOn(store, name, chainId)).Select(name => $"'{name}'")];
        if (rwLayers.Length > 0)
        {
            yield return Listed("RW layer", rwLayers);
        }

        if (handles > 0)
        {
            yield return Quantity.Of(handles, "handle in use", "handles in use");
        }
    }

    private static bool IsOn(LayerStore store, string name, ChainId chainId)
    {
        if (!store.TryGetRWLayer(name, out RWLayer? rwLayer))
        {
            return false;
        }

        using (rwLayer)
        {
            return rwLayer.Parent == chainId;
        }
    }

    private static string Listed(string kind, string[] names)
    {
        string more = names.Length > MostNamed ? $" and {names.Length - MostNamed} more" : "";
        return $"{kind} {string.Join(", ", names.Take(MostNamed))}{more}";
    }
}
