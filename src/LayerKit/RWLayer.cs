using LayerKit.Drivers;
using LayerKit.Errors;
using LayerKit.Identity;
using LayerKit.Metadata;
using LayerKit.References;

namespace LayerKit;

/// <summary>A reference to an RW layer, which is written to through a mount.</summary>
/// <remarks>
/// The RW layer lasts until <see cref="LayerStore.ReleaseRWLayerAsync"/> gives back its last handle or
/// <see cref="LayerStore.RemoveRWLayerAsync"/> removes it; disposing a handle removes nothing and unmounts nothing.
/// Members of a handle that was given back throw <see cref="ObjectDisposedException"/>.
/// </remarks>
[RefCountedHandle(typeof(RWLayerHold))]
public sealed partial class RWLayer
{
    private int _mounts;

    /// <summary>Its name.</summary>
    public partial string Name { get; }

    /// <summary>The read-only layer it was created on, or null.</summary>
    public partial ChainId? Parent { get; }

    /// <summary>The driver's name for its content.</summary>
    public partial CacheId MountId { get; }

    /// <summary>Bytes of the regular files that are new or changed against the layer below, hard links counted once. Walks the layer.</summary>
    /// <exception cref="DriverException">A file cannot be read.</exception>
    public partial long Size { get; }

    /// <summary>Where the driver keeps it; empty for a driver that does not tell.</summary>
    public partial IReadOnlyDictionary<string, string> DriverMetadata { get; }

    /// <summary>Mounts made through this handle that have not ended.</summary>
    internal int Mounts => Volatile.Read(ref _mounts);

    /// <summary>Takes a reference for the length of an operation; the caller releases it.</summary>
    /// <exception cref="ObjectDisposedException">The handle was given back.</exception>
    internal RefCell<RWLayerHold> Keep() => Hold(_cell);

    /// <summary>Mounts it; several mounts of one RW layer, in whatever process, share one path.</summary>
    /// <param name="options">Label and lifetime; null for a mount without a label that ends with the <see cref="LayerKit.Mount"/>.</param>
    /// <returns>The mount, which the caller disposes to unmount.</returns>
    /// <exception cref="RWLayerInUseException">A layer is being applied to it or made of it at this moment.</exception>
    /// <exception cref="DriverNotSupportedException">The driver cannot mount.</exception>
    /// <exception cref="DriverException">The driver failed; nothing is mounted or counted.</exception>
    public Mount Mount(MountOptions? options = null)
    {
        RefCell<RWLayerHold> hold = Hold(_cell);
        try
        {
            Mount mount = hold.Value.Store.Mount(hold, options ?? new MountOptions(), () => Interlocked.Decrement(ref _mounts));
            Interlocked.Increment(ref _mounts);
            return mount;
        }
        catch
        {
            hold.Release();
            throw;
        }
    }

    /// <summary>What the RW layer changed against the layer below, sorted by path bytes; the init layer's files are not among it.</summary>
    /// <exception cref="DriverException">A file cannot be read.</exception>
    public partial IReadOnlyList<Change> Changes(CancellationToken cancellationToken = default);

    /// <summary>Opens what the RW layer changed as a tar: sorted, with whiteouts for what is gone, the same bytes for the same files.</summary>
    /// <returns>A forward-only stream that the caller disposes. A file that changes while it is read is an error, never a short tar.</returns>
    public partial Stream OpenDiff();

    /// <summary>Writes a layer's entries and whiteouts into the RW layer, as if a process had done it through a mount.</summary>
    /// <param name="source">A tar, plain or compressed, read from where it stands. It stays the caller's to dispose.</param>
    /// <param name="cancellationToken">Completes the call at once. There is no undo: what was written until then stays, as after a failure.</param>
    /// <returns>Bytes of the regular files that were written.</returns>
    /// <exception cref="RWLayerInUseException">It is mounted, or another layer is being applied to it or made of it.</exception>
    /// <exception cref="DriverNotSupportedException">The driver cannot write into RW layers.</exception>
    /// <exception cref="MalformedTarException">The bytes are no whole tar.</exception>
    /// <exception cref="UnsafeTarEntryException">A member would reach outside the layer.</exception>
    /// <exception cref="UnsupportedTarEntryException">A member cannot be kept in a layer.</exception>
    /// <exception cref="CompressionException">The compressed bytes are damaged or cut short.</exception>
    /// <exception cref="DriverException">The driver failed.</exception>
    public Task<long> ApplyAsync(Stream source, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Guard(_cell).Store.ApplyAsync(this, source, cancellationToken);
    }

    /// <summary>Makes a layer on its parent of what the RW layer changed. The RW layer stays, unless the options say that it ends with this.</summary>
    /// <remarks>Where the driver can, the content is taken over (<see cref="CommitOptions.Consume"/>) or cloned, else it goes through <see cref="OpenDiff"/>'s tar; the layer is the same.</remarks>
    /// <param name="options">Pin and fate of the RW layer; null for neither.</param>
    /// <param name="progress">Told how far it has come, from the thread that does the work.</param>
    /// <param name="cancellationToken">Completes the call at once until the commit begins; what was made is undone behind it, and the RW layer stays.</param>
    /// <returns>A reference to the layer, which the caller disposes or releases. When the RW layer was consumed, this handle is dead.</returns>
    /// <exception cref="RWLayerInUseException">It is to be consumed and is mounted or held by another handle, or a layer is being applied to it. It stays as it is.</exception>
    /// <exception cref="MaxDepthExceededException">The parent is as deep as allowed.</exception>
    /// <exception cref="DriverException">The driver failed.</exception>
    public Task<Layer> CommitAsync(
        CommitOptions? options = null, IProgress<LayerProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        CommitOptions chosen = options ?? new CommitOptions();
        if (chosen.Pin is { } pin)
        {
            PinName.ThrowIfInvalid(pin);
        }

        return Guard(_cell).Store.CommitAsync(this, chosen, progress, cancellationToken);
    }
}
