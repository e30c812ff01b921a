using LayerKit.Drivers;
using LayerKit.Errors;
using LayerKit.Linux;
using LayerKit.Metadata;
using LayerKit.Sessions;

namespace LayerKit.Opening;

/// <summary>A root that is locked, with its driver and metadata store ready; what a <see cref="LayerStore"/> is made of.</summary>
internal sealed record OpenedRoot(RootLock? Lock, Session Session, Flights Flights, StoreManifest Manifest, ILayerDriver Driver, IMetadataStore Metadata, StoreCalls Calls)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Locks a root, then opens what it holds; the lock is given back when that fails.</summary>
    public static async Task<OpenedRoot> OpenAsync(LayerStoreOptions options, CancellationToken token)
    {
        if (options.ReadOnly)
        {
            return OpenReadOnly(options);
        }

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

    /// <summary>Opens one root after another process has; where the kernel has no locks that fit, the root stays locked and is one process's.</summary>
    private static OpenedRoot Open(LayerStoreOptions options, RootLock rootLock)
    {
        DriverSelection selection = new(options);
        StoreManifest manifest = selection.Select();
        Session session = Session.Begin(Path.Combine(options.Root, "layerkit"));
        try
        {
            StoreCalls calls = new(options.Root, manifest.Driver, manifest.Metadata);
            ILayerDriver driver = OpenDriver(selection, manifest);
            MetadataContext context = selection.Context(manifest);
            IMetadataStore metadata = selection.MetadataStore(manifest.Metadata).Create(context);
            manifest.WriteIfNew(options.Root);
            Flights flights = new(context.LayerKitDirectory);
            flights.Prepare(options.Time);
            if (!FileLocks.IsSupported)
            {
                return new OpenedRoot(rootLock, session, flights, manifest, driver, metadata, calls);
            }

            rootLock.Dispose();
            return new OpenedRoot(null, session, flights, manifest, driver, metadata, calls);
        }
        catch
        {
            session.End();
            throw;
        }
    }

    /// <summary>Opens a root without writing into it; nobody else sees what is held.</summary>
    private static OpenedRoot OpenReadOnly(LayerStoreOptions options)
    {
        DriverSelection selection = new(options);
        StoreManifest manifest = selection.SelectExisting();
        Session session = Session.BeginApart();
        try
        {
            ILayerDriver driver = OpenDriver(selection, manifest);
            MetadataContext context = selection.Context(manifest) with { Sync = false, ReadOnly = true };
            IMetadataStore metadata = new ReadOnlyMetadata(selection.MetadataStore(manifest.Metadata).Create(context), options.Root);
            return new OpenedRoot(null, session, new Flights(session.WorkDirectory), manifest, driver, metadata, new StoreCalls(options.Root, manifest.Driver, manifest.Metadata));
        }
        catch
        {
            session.End();
            throw;
        }
    }

    private static ILayerDriver OpenDriver(DriverSelection selection, StoreManifest manifest)
    {
        DriverContext context = selection.Context(manifest.Driver);
        IReadOnlyList<KeyValuePair<string, string>> options = selection.OptionsOf(manifest.Driver);
        if (!context.ReadOnly)
        {
            CreateDirectory(context.Root);
        }

        return selection.Driver(manifest.Driver).Create(context, options);
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
