using LayerKit.Drivers;
using LayerKit.Errors;
using LayerKit.Metadata;
using LayerKit.Registration;

namespace LayerKit.Opening;

/// <summary>Chooses driver and metadata store of a root. A driver that a root has is never silently replaced by another.</summary>
internal sealed class DriverSelection(LayerStoreOptions options)
{
    private const string Fallback = "vfs";

    private static readonly string[] DockersDrivers = ["overlay2", "fuse-overlayfs", "btrfs", "zfs", "overlay", "aufs", "devicemapper"];

    /// <summary>What the root, the options and this machine agree on.</summary>
    /// <exception cref="StoreMismatchException">Options and root contradict each other, or several drivers have content in the root.</exception>
    /// <exception cref="UnknownPluginException">No such driver or metadata store is known.</exception>
    /// <exception cref="DriverNotSupportedException">The driver does not work here.</exception>
    public StoreManifest Select()
    {
        StoreManifest? existing = StoreManifest.Read(options.Root);
        ThrowIfContradicting("driver", options.Driver, existing?.Driver);
        ThrowIfContradicting("metadata store", options.MetadataStore, existing?.Metadata);
        string driver = existing?.Driver ?? options.Driver ?? PriorDriver() ?? DockersDriver() ?? options.DefaultDriver ?? FirstThatWorks();
        string metadata = existing?.Metadata ?? options.MetadataStore ?? PriorMetadataStore(driver) ?? FirstMetadataStore();
        return new StoreManifest(StoreManifest.CurrentFormat, driver, metadata)
        {
            UidMaps = Maps("UID maps", options.UidMaps, existing, existing?.UidMaps),
            GidMaps = Maps("GID maps", options.GidMaps, existing, existing?.GidMaps),
        };
    }

    /// <summary>What a root that is there says, whatever this machine would choose for a new one.</summary>
    /// <exception cref="StoreNotFoundException">It holds no store.</exception>
    /// <exception cref="StoreMismatchException">Options and root contradict each other, or several drivers have content in the root.</exception>
    public StoreManifest SelectExisting() => StoreManifest.Read(options.Root) is not null || DockersDriver() is not null ? Select() : throw new StoreNotFoundException(options.Root);

    /// <summary>The registration of a driver that works here.</summary>
    public DriverRegistration Driver(string name)
    {
        DriverRegistration registration = options.Drivers.FindDriver(name)
            ?? throw new UnknownPluginException("driver", name, List(Known()));
        DriverProbe probe = registration.Probe(Context(name));
        return probe.IsSupported ? registration : throw new DriverNotSupportedException(name, probe.Reason!);
    }

    /// <summary>The registration of a metadata store.</summary>
    public MetadataStoreRegistration MetadataStore(string name) => options.Drivers.FindMetadataStore(name)
        ?? throw new UnknownPluginException("metadata store", name, List(options.Drivers.MetadataStores.Select(store => store.Name)));

    /// <summary>Where a driver works: the directory of its name below the root.</summary>
    public DriverContext Context(string driver) => new(Path.Combine(options.Root, driver))
    {
        ReadOnly = options.ReadOnly,
        Services = options.Services,
        Warn = warning => options.Loggers?.CreateLogger("LayerKit.LayerStore").DriverWarned(driver, warning),
    };

    /// <summary>Where a metadata store works, and the options it gets.</summary>
    /// <exception cref="DriverOptionException">An option has another name, or none, in front.</exception>
    public MetadataContext Context(StoreManifest manifest) => new(options.Root, manifest.Driver, options.Durability != Durability.None)
    {
        Options = Own(options.MetadataOptions, manifest.Metadata),
        Services = options.Services,
        Warn = warning => options.Loggers?.CreateLogger("LayerKit.LayerStore").DriverWarned(manifest.Metadata, warning),
    };

    /// <summary>The options that a driver gets: those with its name in front.</summary>
    /// <exception cref="DriverOptionException">An option has another name, or none, in front.</exception>
    public IReadOnlyList<KeyValuePair<string, string>> OptionsOf(string driver) => Own(options.DriverOptions, driver);

    private static IReadOnlyList<KeyValuePair<string, string>> Own(IDictionary<string, string> given, string plugin)
    {
        OptionProblem[] foreign = [.. given
            .Where(option => !option.Key.StartsWith(plugin + ".", StringComparison.OrdinalIgnoreCase))
            .Select(option => new OptionProblem(option.Key, null, $"a key that starts with '{plugin}.'", "leave it out or choose the plugin it is for"))];
        return foreign.Length == 0
            ? [.. given.OrderBy(option => option.Key, StringComparer.Ordinal)]
            : throw new DriverOptionException(plugin, foreign);
    }

    /// <summary>The id maps of a root: those it was made with, else those that were asked for; null when every id is itself.</summary>
    private IReadOnlyList<IdRange>? Maps(string what, IReadOnlyList<IdRange>? asked, StoreManifest? existing, IReadOnlyList<IdRange>? actual)
    {
        if (existing is null)
        {
            return asked is { Count: > 0 } ? asked : null;
        }

        if (asked is not null)
        {
            ThrowIfContradicting(what, string.Join(", ", asked), string.Join(", ", actual ?? []));
        }

        return actual;
    }

    private void ThrowIfContradicting(string what, string? asked, string? actual)
    {
        if (asked is not null && actual is not null && asked != actual)
        {
            throw new StoreMismatchException(options.Root, what, asked, actual);
        }
    }

    /// <summary>The driver that has content in a root without a manifest. <c>vfs</c> does not count, so that a fallback never pins itself (as in Docker).</summary>
    /// <remarks>A driver of Docker's that nobody here has counts too: its images must not seem to be gone because another driver works.</remarks>
    private string? PriorDriver() =>
        OnlyOne([.. Known().Union(DockersDrivers).Where(name => name != Fallback && HasEntries(Path.Combine(options.Root, name)))]);

    /// <summary>The driver that Docker has layers of, which may be <c>vfs</c>.</summary>
    private string? DockersDriver()
    {
        string images = Path.Combine(options.Root, "image");
        return !Directory.Exists(images) ? null : OnlyOne([.. Directory.EnumerateDirectories(images)
            .Where(directory => HasEntries(Path.Combine(directory, "layerdb", "sha256")))
            .Select(directory => Path.GetFileName(directory)).Order(StringComparer.Ordinal)]);
    }

    private string? OnlyOne(string[] drivers) =>
        drivers.Length <= 1 ? drivers.FirstOrDefault() : throw new StoreMismatchException(options.Root, "driver", "automatic choice", List(drivers));

    /// <summary>The first by priority that does not say it is not supported. A probe that throws ends the choice: nobody knows what the root would get.</summary>
    private string FirstThatWorks()
    {
        List<string> reasons = [];
        foreach (DriverRegistration driver in options.Drivers.Drivers)
        {
            DriverProbe probe = driver.Probe(Context(driver.Name));
            if (probe.IsSupported)
            {
                return driver.Name;
            }

            reasons.Add($"{driver.Name}: {probe.Reason}");
        }

        throw reasons.Count == 0
            ? new UnknownPluginException("driver", "automatic choice", List([]))
            : new DriverNotSupportedException(List(Known()), string.Join("; ", reasons));
    }

    /// <summary>The metadata store that has records in a root without a manifest: only Docker makes such roots.</summary>
    private string? PriorMetadataStore(string driver) =>
        Directory.Exists(Path.Combine(options.Root, "image", driver, "layerdb")) ? options.Drivers.FindMetadataStore("docker")?.Name : null;

    private string FirstMetadataStore() => options.Drivers.MetadataStores.FirstOrDefault()?.Name
        ?? throw new UnknownPluginException("metadata store", "automatic choice", "none");

    private IEnumerable<string> Known() => options.Drivers.Drivers.Select(driver => driver.Name);

    private static bool HasEntries(string directory) => Directory.Exists(directory) && Directory.EnumerateFileSystemEntries(directory).Any();

    private static string List(IEnumerable<string> names) => string.Join(", ", names) is { Length: > 0 } list ? list : "none";
}
