using System.Diagnostics.CodeAnalysis;
using LayerKit.Committing;
using LayerKit.Drivers;
using LayerKit.Errors;
using LayerKit.Identity;
using LayerKit.Metadata;
using LayerKit.Mounting;
using LayerKit.Observing;
using LayerKit.Opening;
using LayerKit.Owners;
using LayerKit.References;
using LayerKit.Sessions;
using Microsoft.Extensions.Logging;

namespace LayerKit;

/// <summary>A content-addressed, reference-counted, copy-on-write store of container layers under one directory.</summary>
/// <remarks>
/// <para>A layer is removed only when nothing refers to it: no handle of any process, no child layer, no RW layer, no pin. Disposing a handle gives its
/// reference back and removes nothing; releasing, unpinning and pruning remove what is left without a reference.</para>
/// <para>All members may be called from any thread, and on Linux any number of processes may have a root open. What one changes, the others see at their next call,
/// because nothing is remembered about a layer that is not held.</para>
/// <para>Lock order: one stripe (<see cref="Stripes"/>), then the locks inside session and tables. A stripe is held while a record is looked up, published or removed, never
/// while content is read, written or removed. Who needs two takes them in order (<see cref="Stripes.Exclusive{T}(HoldKey, HoldKey, Func{T})"/>).</para>
/// </remarks>
public sealed partial class LayerStore : IAsyncDisposable, IDisposable
{
    private readonly LayerStoreOptions _options;
    private readonly RootLock? _rootLock;
    private readonly ILayerDriver _driver;
    private readonly IMetadataStore _metadata;
    private readonly StoreCalls _calls;
    private readonly ILogger _log;
    private readonly StoreWork _work;
    private readonly Session _session;
    private readonly Flights _flights;
    private readonly MountTable _mounts;
    private readonly SealNotes _seals;
    private readonly Reaper _reaper;
    private readonly StoreEvents _events;
    private readonly OwnerMap _owners;
    private readonly HoldTable<ChainId, LayerHold> _layers = new();
    private readonly HoldTable<string, RWLayerHold> _rwLayers = new();
    private int _closed;

    private LayerStore(LayerStoreOptions options, OpenedRoot root, ILogger log)
    {
        _options = options;
        _log = log;
        _work = new StoreWork(log.AbandonedFailed);
        _rootLock = root.Lock;
        _session = root.Session;
        _flights = root.Flights;
        _mounts = new MountTable(root.Session.WorkDirectory, root.Session);
        _seals = new SealNotes(root.Session.WorkDirectory);
        _reaper = new Reaper(options.Time, () => _work.RunAsync(() => TryRecover(CancellationToken.None)));
        _events = new StoreEvents(options.Time);
        _driver = root.Driver;
        _metadata = root.Metadata;
        _calls = root.Calls;
        _owners = OwnerMap.Of(root.Manifest.UidMaps, root.Manifest.GidMaps);
        Handles = new HandleTracker(leak => _log.Leaked(leak.Handle, leak.ToString()));
        DriverName = root.Manifest.Driver;
        MetadataStoreName = root.Manifest.Metadata;
    }

    /// <summary>Absolute path of the data root.</summary>
    public string Root => _options.Root;

    /// <summary>Name of the driver that keeps the content.</summary>
    public string DriverName { get; }

    /// <summary>What the driver tells about itself.</summary>
    public DriverStatus DriverStatus => _driver.Status;

    /// <summary>Name of the metadata store that keeps the records.</summary>
    public string MetadataStoreName { get; }

    /// <summary>The longest chain, in layers.</summary>
    public int MaxDepth => _options.MaxDepth;

    /// <summary>Opens the store of a root, or makes one in an empty or missing directory.</summary>
    /// <param name="options">Root, plugins and choices.</param>
    /// <param name="cancellationToken">Ends the wait for another process that has the root open, and does not wait for the removal of what a crash left.</param>
    /// <returns>The store, which the caller disposes.</returns>
    /// <exception cref="StoreLockedException">Another process kept the root open for longer than <see cref="LayerStoreOptions.LockTimeout"/>.</exception>
    /// <exception cref="StoreMismatchException">The root was made with another driver or metadata store than the options name.</exception>
    /// <exception cref="StoreFormatException">The root is of a newer format, or its store.json cannot be read.</exception>
    /// <exception cref="ArgumentException">A range of ids is empty or meets another.</exception>
    /// <exception cref="StoreNotFoundException">It is to be opened read-only, and there is no store.</exception>
    /// <exception cref="DockerRunningException">It is Docker's too, not to be opened read-only, and dockerd runs on it.</exception>
    /// <exception cref="StoreNotWritableException">The root cannot be made or written by this user.</exception>
    /// <exception cref="UnknownPluginException">No such driver or metadata store is in the catalog.</exception>
    /// <exception cref="DriverNotSupportedException">The driver does not work here.</exception>
    /// <exception cref="DriverOptionException">A driver option is not known or has a bad value.</exception>
    public static async Task<LayerStore> OpenAsync(LayerStoreOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        // Said before a root is made with them.
        OwnerMap.Of(options.UidMaps, options.GidMaps);
        OpenedRoot root = await OpenedRoot.OpenAsync(options, cancellationToken).ConfigureAwait(false);
        ILogger log = options.Loggers?.CreateLogger("LayerKit.LayerStore") ?? Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;
        LayerStore store = new(options, root, log);
        try
        {
            if (!options.ReadOnly)
            {
                await store._work.RunToEndAsync(() => store.TryRecover(cancellationToken), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Closes when the recovery has ended, which nobody waits for.
            _ = store.DisposeAsync().AsTask();
            throw;
        }
        catch
        {
            await store.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        log.Opened(store.Root, store.DriverName, store.MetadataStoreName);
        return store;
    }

    /// <summary>Takes a reference to a layer.</summary>
    /// <returns>A handle, which the caller disposes or releases.</returns>
    /// <exception cref="LayerNotFoundException">There is no such layer.</exception>
    public Layer Get(ChainId chainId) => TryGet(chainId, out Layer? layer) ? layer : throw new LayerNotFoundException(chainId);

    /// <summary>Takes a reference to a layer; false when there is none.</summary>
    public bool TryGet(ChainId chainId, [NotNullWhen(true)] out Layer? layer)
    {
        ThrowIfClosed();
        RefCell<LayerHold>? hold = _layers.TryTake(chainId) ?? HoldUnheld(chainId);
        layer = hold is null ? null : Layer.Adopt(hold);
        return layer is not null;
    }

    /// <summary>What happens to layers through this open store, from now until it is closed. What other processes do is not among it.</summary>
    /// <remarks>A watcher that falls more than a thousand events behind loses the oldest.</remarks>
    public IAsyncEnumerable<StoreEvent> WatchAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfClosed();
        return _events.WatchAsync(cancellationToken);
    }

    /// <summary>Waits for running work, then lets go of the root. Handles of the store are dead afterwards; layers stay.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
        {
            return;
        }

        _reaper.Dispose();
        await _work.CloseAsync().ConfigureAwait(false);
        _events.End();
        Handles.Reap();
        int handles = _layers.Count + _rwLayers.Count;
        if (handles > 0)
        {
            _log.ClosedWithHandles(Root, handles);
        }

        _metadata.Dispose();
        (_driver as IDisposable)?.Dispose();
        _mounts.Dispose();
        _session.End();
        _rootLock?.Dispose();
    }

    /// <inheritdoc cref="DisposeAsync"/>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    internal void ThrowIfClosed() => ObjectDisposedException.ThrowIf(Volatile.Read(ref _closed) != 0, this);

    /// <summary>For what would change something before a record is written; those refuse by themselves.</summary>
    private void ThrowIfReadOnly()
    {
        if (_options.ReadOnly)
        {
            throw new StoreReadOnlyException(Root);
        }
    }

    // Apart, so that what the closure needs is allocated only then.
    private RefCell<LayerHold>? HoldUnheld(ChainId chainId) => _work.Run(() => TryHold(chainId));

    /// <summary>Recovers what can be; what cannot is logged and tried again. A store with something left over is still a store.</summary>
    private bool TryRecover(CancellationToken token)
    {
        try
        {
            return Recover(token);
        }
        catch (LayerKitException)
        {
            return false;
        }
    }
}
