namespace LayerKit.Registration;

/// <summary>The drivers and metadata stores that a program knows. Filled once, then only read.</summary>
public sealed class PluginCatalog
{
    private readonly SortedDictionary<string, DriverRegistration> _drivers = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, MetadataStoreRegistration> _metadataStores = new(StringComparer.Ordinal);

    /// <summary>Known drivers, highest priority first, then by name.</summary>
    public IEnumerable<DriverRegistration> Drivers => _drivers.Values.OrderByDescending(driver => driver.Priority);

    /// <summary>Known metadata stores, highest priority first, then by name.</summary>
    public IEnumerable<MetadataStoreRegistration> MetadataStores => _metadataStores.Values.OrderByDescending(store => store.Priority);

    /// <summary>Adds a driver.</summary>
    /// <exception cref="ArgumentException">There is a driver of that name.</exception>
    public PluginCatalog Add(DriverRegistration registration)
    {
        ArgumentNullException.ThrowIfNull(registration);
        return _drivers.TryAdd(registration.Name, registration)
            ? this
            : throw new ArgumentException($"there are two drivers named '{registration.Name}'", nameof(registration));
    }

    /// <summary>Adds a metadata store.</summary>
    /// <exception cref="ArgumentException">There is a metadata store of that name.</exception>
    public PluginCatalog Add(MetadataStoreRegistration registration)
    {
        ArgumentNullException.ThrowIfNull(registration);
        return _metadataStores.TryAdd(registration.Name, registration)
            ? this
            : throw new ArgumentException($"there are two metadata stores named '{registration.Name}'", nameof(registration));
    }

    /// <summary>The driver of a name, or null.</summary>
    public DriverRegistration? FindDriver(string name) => _drivers.GetValueOrDefault(name);

    /// <summary>The metadata store of a name, or null.</summary>
    public MetadataStoreRegistration? FindMetadataStore(string name) => _metadataStores.GetValueOrDefault(name);
}
