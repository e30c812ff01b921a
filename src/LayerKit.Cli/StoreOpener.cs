using LayerKit.Cli.Output;
using LayerKit.Errors;

namespace LayerKit.Cli;

/// <summary>Opens the store that the global options name.</summary>
internal static class StoreOpener
{
    /// <summary>Opens the store, and creates it where there is none.</summary>
    public static Task<LayerStore> OpenOrCreateAsync(CommandSettings settings, CancellationToken cancellationToken) =>
        LayerStore.OpenAsync(Options(settings), cancellationToken);

    /// <summary>Opens the store; a mistyped root is an error, not an empty store.</summary>
    public static Task<LayerStore> OpenAsync(CommandSettings settings, CancellationToken cancellationToken) =>
        Exists(settings.Root)
            ? LayerStore.OpenAsync(Options(settings), cancellationToken)
            : throw new CommandFailedException(ExitCodes.NotFound, $"no store at {settings.Root}: name one with --root, or import a layer to create it");

    /// <summary>Opens the store for a command that changes nothing: without writing, where Docker runs on it or we may not write, and in a root of Docker's that LayerKit has no part in.</summary>
    public static async Task<LayerStore> OpenToReadAsync(CommandSettings settings, CancellationToken cancellationToken)
    {
        CommandSettings reading = settings with { ReadOnly = true };
        try
        {
            return await OpenAsync(HasManifest(settings.Root) ? settings : reading, cancellationToken);
        }
        catch (Exception e) when (e is DockerRunningException or StoreNotWritableException)
        {
            return await OpenAsync(reading, cancellationToken);
        }
    }

    // Opening would make a store of any directory. A root has its manifest; one that Docker made has that only when LayerKit has opened it.
    private static bool Exists(string root) => HasManifest(root) || IsDockers(Path.Combine(root, "image"));

    private static bool HasManifest(string root) => File.Exists(Path.Combine(root, "layerkit", "store.json"));

    private static bool IsDockers(string images) =>
        Directory.Exists(images) && Directory.EnumerateDirectories(images).Any(driver => Directory.Exists(Path.Combine(driver, "layerdb")));

    private static LayerStoreOptions Options(CommandSettings settings) => new(settings.Root)
    {
        Drivers = KnownPlugins.CreateCatalog(),
        Driver = settings.Driver,
        DriverOptions = settings.DriverOptions,
        MetadataStore = settings.MetadataStore,
        Durability = settings.Durability,
        ReadOnly = settings.ReadOnly,
        Loggers = settings.Verbose ? new StandardErrorLoggerFactory() : null,
    };
}
