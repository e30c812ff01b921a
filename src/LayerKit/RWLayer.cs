using LayerKit.Drivers;
using LayerKit.Errors;
using LayerKit.Identity;
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

    /// <summary>Bytes of the regular files that are new or changed against the layer below, hard links counted once. Walks the layer.</summary>
    /// <exception cref="DriverException">A file cannot be read.</exception>
    public partial long Size { get; }

    /// <summary>Where the driver keeps it; empty for a driver that does not tell.</summary>
    public partial IReadOnlyDictionary<string, string> DriverMetadata { get; }

    /// <summary>Mounts made through this handle that have not ended.</summary>
    internal int Mounts => Volatile.Read(ref _mounts);

    /// <summary>Mounts it; several mounts of one RW layer share one path.</summary>
    /// <param name="label">An SELinux mount label, or null; only the first mount's counts.</param>
    /// <returns>The mount, which the caller disposes to unmount.</returns>
    /// <exception cref="DriverException">The driver failed; nothing is mounted or counted.</exception>
    public Mount Mount(string? label = null)
    {
        using Lease<RWLayerHold> lease = Borrow(_cell);
        string path = lease.Value.Store.Mount(lease.Value.Node, label);
        Interlocked.Increment(ref _mounts);
        return new Mount(path, lease.Value.Name, Unmount);
    }

    /// <summary>What the RW layer changed against the layer below, sorted by path bytes; the init layer's files are not among it.</summary>
    /// <exception cref="DriverException">A file cannot be read.</exception>
    public partial IReadOnlyList<Change> Changes(CancellationToken cancellationToken = default);

    /// <summary>Opens what the RW layer changed as a tar: sorted, with whiteouts for what is gone, the same bytes for the same files.</summary>
    /// <returns>A forward-only stream that the caller disposes. A file that changes while it is read is an error, never a short tar.</returns>
    public partial Stream OpenDiff();

    /// <summary>Registers what the RW layer changed as a layer on its parent. The RW layer stays.</summary>
    /// <returns>A reference to the layer, which the caller disposes or releases.</returns>
    public async Task<Layer> CommitAsync(CancellationToken cancellationToken = default)
    {
        RegisterOptions options = new() { Parent = Parent };
        await using Stream diff = OpenDiff();
        return await Unguarded.Store.RegisterAsync(diff, options, null, cancellationToken).ConfigureAwait(false);
    }

    private void Unmount()
    {
        Unguarded.Store.Unmount(Unguarded.Node);
        Interlocked.Decrement(ref _mounts);
    }
}
