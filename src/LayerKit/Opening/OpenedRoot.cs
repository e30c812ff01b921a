using LayerKit.Drivers;
using LayerKit.Errors;
using LayerKit.Metadata;

namespace LayerKit.Opening;

/// <summary>A root that is locked, with its driver and metadata store ready; what a <see cref="LayerStore"/> is made of.</summary>
internal sealed record OpenedRoot(RootLock Lock, StoreManifest Manifest, ILayerDriver Driver, IMetadataStore Metadata, StoreCalls Calls)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Locks a root, then opens what it holds; the lock is given back when that fails.</summary>
    public static async Task<OpenedRoot> OpenAsync(LayerStoreOptions options, CancellationToken token)
    {
        RootLock rootLock;
        try
        {
            CreateDirectory(options.Root);
            CreateDirectory(Path.Combine(options.Root, "layerkit"));
            rootLock = await RootLock.AcquireAsync(options, token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreNotWritableException(options.Root, e);
        }

        try
        {
            return Open(options, rootLock);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            rootLock.Dispose();
            throw new StoreNotWritableException(options.Root, e);
        }
        catch
        {
            rootLock.Dispose();
            throw;
        }
    }

    private static OpenedRoot Open(LayerStoreOptions options, RootLock rootLock)
    {
        DriverSelection selection = new(options);
        StoreManifest manifest = selection.Select();
        DriverContext context = selection.Context(manifest.Driver);
        IReadOnlyList<KeyValuePair<string, string>> driverOptions = selection.OptionsOf(manifest.Driver);
        CreateDirectory(context.Root);
        ILayerDriver driver = selection.Driver(manifest.Driver).Create(context, driverOptions);
        MetadataContext metadataContext = new(options.Root, manifest.Driver, options.Durability != Durability.None);
        IMetadataStore metadata = selection.MetadataStore(manifest.Metadata).Create(metadataContext);
        manifest.WriteIfNew(options.Root);
        return new OpenedRoot(rootLock, manifest, driver, metadata, new StoreCalls(options.Root, manifest.Driver, manifest.Metadata));
    }

    private static void CreateDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else if (!Directory.Exists(path))
        {
            Directory.CreateDirectory(path, OwnerOnly);
        }
    }
}
