using LayerKit.Drivers;
using LayerKit.Registration;

namespace LayerKit.Cli.Json;

/// <summary>What <c>plugins</c> says of a driver or metadata store.</summary>
internal sealed record KnownPlugin
{
    public required string Kind { get; init; }

    public required string Name { get; init; }

    public required string[] Aliases { get; init; }

    public required int Priority { get; init; }

    /// <summary>The type that implements it; null when it was added by hand.</summary>
    public required string? Provider { get; init; }

    public required bool Works { get; init; }

    /// <summary>Why it does not work here.</summary>
    public required string? Reason { get; init; }

    public required KnownOption[] Options { get; init; }

    /// <summary>All plugins of a catalog; drivers are probed where they would keep the layers of a root.</summary>
    public static KnownPlugin[] Of(PluginCatalog catalog, string root) =>
        [.. catalog.Drivers.Select(driver => Of(driver, driver.Probe(new DriverContext(Path.Combine(root, driver.Name))))), .. catalog.MetadataStores.Select(Of)];

    private static KnownPlugin Of(DriverRegistration driver, DriverProbe probe) => new()
    {
        Kind = "driver",
        Name = driver.Name,
        Aliases = [.. driver.Aliases],
        Priority = driver.Priority,
        Provider = driver.Provider,
        Works = probe.IsSupported,
        Reason = probe.Reason,
        Options = [.. driver.Options.Select(KnownOption.Of)],
    };

    private static KnownPlugin Of(MetadataStoreRegistration store) => new()
    {
        Kind = "metadata store",
        Name = store.Name,
        Aliases = [],
        Priority = store.Priority,
        Provider = store.Provider,
        Works = true,
        Reason = null,
        Options = [.. store.Options.Select(KnownOption.Of)],
    };
}
