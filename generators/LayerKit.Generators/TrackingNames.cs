namespace LayerKit.Generators;

/// <summary>Names of the pipeline steps, by which tests see what an edit made run again.</summary>
internal static class TrackingNames
{
    public const string Drivers = nameof(Drivers);
    public const string MetadataStores = nameof(MetadataStores);
    public const string Manifest = nameof(Manifest);
    public const string Hosts = nameof(Hosts);
    public const string OwnEntries = nameof(OwnEntries);
    public const string ReferencedEntries = nameof(ReferencedEntries);
    public const string Catalogs = nameof(Catalogs);
    public const string Handles = nameof(Handles);
}
