namespace LayerKit.Registration;

/// <summary>The drivers and metadata stores that a program knows. Filled once, then only read.</summary>
public sealed class PluginCatalog
{
    private readonly SortedDictionary<string, DriverRegistration> _drivers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DriverRegistration> _driversByAlias = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, MetadataStoreRegistration> _metadataStores = new(StringComparer.Ordinal);

    /// <summary>Known drivers, highest priority first, then by name.</summary>
    public IEnumerable<DriverRegistration> Drivers => _drivers.Values.OrderByDescending(driver => driver.Priority);

    /// <summary>Known metadata stores, highest priority first, then by name.</summary>
    public IEnumerable<MetadataStoreRegistration> MetadataStores => _metadataStores.Values.OrderByDescending(store => store.Priority);

    /// <summary>Adds a driver.</summary>
    /// <exception cref="ArgumentException">There is a driver of that name or alias.</exception>
    public PluginCatalog Add(DriverRegistration registration)
    {
        ArgumentNullException.ThrowIfNull(registration);
        foreach (string name in registration.Aliases.Prepend(registration.Name))
        {
            ThrowIfTaken("drivers", name, registration.Provider, FindDriver(name) is { } other ? (true, other.Provider) : default);
        }

        _drivers.Add(registration.Name, registration);
        foreach (string alias in registration.Aliases)
        {
            _driversByAlias[alias] = registration;
        }

        return this;
    }

    /// <summary>Adds a metadata store.</summary>
    /// <exception cref="ArgumentException">There is a metadata store of that name.</exception>
    public PluginCatalog Add(MetadataStoreRegistration registration)
    {
        ArgumentNullException.ThrowIfNull(registration);
        ThrowIfTaken("metadata stores", registration.Name, registration.Provider, FindMetadataStore(registration.Name) is { } other ? (true, other.Provider) : default);
        _metadataStores.Add(registration.Name, registration);
        return this;
    }

    /// <summary>The driver of a name or alias, or null.</summary>
    public DriverRegistration? FindDriver(string name) => _drivers.GetValueOrDefault(name) ?? _driversByAlias.GetValueOrDefault(name);

    /// <summary>The metadata store of a name, or null.</summary>
    public MetadataStoreRegistration? FindMetadataStore(string name) => _metadataStores.GetValueOrDefault(name);

    private static void ThrowIfTaken(string kind, string name, string? provider, (bool Taken, string? Provider) other)
    {
        if (other.Taken)
        {
            throw new ArgumentException($"there are two {kind} named '{name}': {other.Provider ?? "one added by hand"} and {provider ?? "one added by hand"}");
        }
    }
}
