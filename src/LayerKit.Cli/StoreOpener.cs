using LayerKit.Cli.Output;

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

    // Opening would make a store of any directory. A root has its manifest; one that Docker made has that only when LayerKit has opened it.
    private static bool Exists(string root) => File.Exists(Path.Combine(root, "layerkit", "store.json")) || IsDockers(Path.Combine(root, "image"));

    private static bool IsDockers(string images) =>
        Directory.Exists(images) && Directory.EnumerateDirectories(images).Any(driver => Directory.Exists(Path.Combine(driver, "layerdb")));

    private static LayerStoreOptions Options(CommandSettings settings) => new(settings.Root)
    {
        Drivers = KnownPlugins.CreateCatalog(),
        Driver = settings.Driver,
        DriverOptions = settings.DriverOptions,
        MetadataStore = settings.MetadataStore,
        Durability = settings.Durability,
        Loggers = settings.Verbose ? new StandardErrorLoggerFactory() : null,
    };
}
