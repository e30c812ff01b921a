namespace LayerKit.Stress.Worker;

/// <summary>Which root is opened, and how.</summary>
/// <param name="Root">The root.</param>
/// <param name="Metadata">Name of the metadata store.</param>
/// <param name="Driver">Name of the driver.</param>
public sealed record StoreChoice(string Root, string Metadata, string Driver)
{
    /// <summary>Opens the store, which the caller disposes.</summary>
    public Task<LayerStore> OpenAsync() => LayerStore.OpenAsync(Options());

    /// <summary>Options for the store: every driver and metadata store that ships, and no waiting for the disk.</summary>
    public LayerStoreOptions Options() => new(Root)
    {
        Drivers = Plugins.CreateCatalog(),
        Driver = Driver,
        MetadataStore = Metadata,
        Durability = Durability.None,
        LockTimeout = TimeSpan.FromMinutes(2),
    };
}
