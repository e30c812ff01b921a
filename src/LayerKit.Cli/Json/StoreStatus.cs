using LayerKit.Registration;

namespace LayerKit.Cli.Json;

/// <summary>What <c>info</c> says.</summary>
internal sealed record StoreStatus
{
    public required string Root { get; init; }

    public required string Driver { get; init; }

    public required NamedValue[] DriverStatus { get; init; }

    public required string MetadataStore { get; init; }

    public required int MaxDepth { get; init; }

    public required int Layers { get; init; }

    public required int RWLayers { get; init; }

    public required int Pins { get; init; }

    public required KnownDriver[] Drivers { get; init; }

    public required string[] MetadataStores { get; init; }

    public required string Version { get; init; }

    public static StoreStatus Of(LayerStore store, PluginCatalog catalog)
    {
        StoreCounts counts = store.Count();
        return new()
        {
            Root = store.Root,
            Driver = store.DriverName,
            DriverStatus = [.. store.DriverStatus.Select(pair => new NamedValue(pair.Name, pair.Value))],
            MetadataStore = store.MetadataStoreName,
            MaxDepth = store.MaxDepth,
            Layers = counts.Layers,
            RWLayers = counts.RWLayers,
            Pins = counts.Pins,
            Drivers = [.. catalog.Drivers.Select(driver => KnownDriver.Of(driver, store.Root))],
            MetadataStores = [.. catalog.MetadataStores.Select(metadata => metadata.Name)],
            Version = ThisAssembly.AssemblyInformationalVersion,
        };
    }
}
