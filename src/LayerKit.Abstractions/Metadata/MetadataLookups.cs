using LayerKit.Errors;
using LayerKit.Identity;

namespace LayerKit.Metadata;

/// <summary>Look-ups for stores that have no index: every record is read. Damaged ones are passed over.</summary>
internal static class MetadataLookups
{
    public static IEnumerable<ChainId> Layers(IMetadataStore store, Func<LayerRecord, bool> wanted) =>
        store.Layers().Where(chainId => TryRead(() => store.FindLayer(chainId)) is { } record && wanted(record));

    public static IEnumerable<string> RWLayers(IMetadataStore store, Func<RWLayerRecord, bool> wanted) =>
        store.RWLayers().Where(name => TryRead(() => store.FindRWLayer(name)) is { } record && wanted(record));

    private static T? TryRead<T>(Func<T?> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (MetadataCorruptException)
        {
            // What a damaged record said nobody knows; whoever asks for it by key is told that it is damaged.
            return null;
        }
    }
}
