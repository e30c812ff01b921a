using LayerKit.Identity;

namespace LayerKit.Drivers;

/// <summary>Keeps the content of layers: what a third party writes to add a way of storing them.</summary>
/// <remarks>
/// <para>Members are synchronous, because they are system calls; the store runs them on threads of its own. It calls them from several threads at
/// once, but never two calls that change the same id. No member may hold a lock across the I/O of a layer's content.</para>
/// <para>A layer comes to be in one go: <see cref="Create"/> gives a writer, entries are pushed into it already parsed and checked,
/// <see cref="ILayerWriter.Commit"/> makes the layer visible. Until then <see cref="Presence"/> says <see cref="DriverPresence.Absent"/>.</para>
/// <para>What a driver can do beyond this it says by implementing <see cref="IMountable"/>, <see cref="IReadWriteLayers"/>,
/// <see cref="IStagedLayers"/>, <see cref="INativeDiff"/>, <see cref="IDescribesLayers"/>, <see cref="ICheckout"/>, <see cref="IUsage"/>,
/// <see cref="IApplyDiff"/>, <see cref="ICommitReadWrite"/> or <see cref="ISync"/>; the store finds them with a type test.
/// A driver that holds resources implements <see cref="IDisposable"/>.</para>
/// <para>Failures of the system are thrown as they come; the store wraps them in <see cref="Errors.DriverException"/> with driver, operation and id.</para>
/// </remarks>
public interface ILayerDriver
{
    /// <summary>Says whether this kind of driver works on this machine and in this place, before one is made.</summary>
    static virtual DriverProbe Probe(DriverContext context) => DriverProbe.Supported;

    /// <summary>What the driver tells an operator about itself, in its own order.</summary>
    DriverStatus Status { get; }

    /// <summary>Starts a layer on top of <paramref name="parent"/>, or a base layer when that is null.</summary>
    /// <param name="id">A new id. What a killed process left under it is in the way and may be removed.</param>
    /// <param name="parent">A committed layer, whose content is not changed.</param>
    /// <param name="token">Ends long work, such as a copy of the parent, with <see cref="OperationCanceledException"/>.</param>
    /// <returns>A writer that the caller disposes; without a commit that undoes everything.</returns>
    ILayerWriter Create(CacheId id, CacheId? parent, CancellationToken token);

    /// <summary>Opens a committed layer for reading.</summary>
    /// <returns>The content, which at least holds the entries of this very layer; the caller disposes it.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such layer.</exception>
    ILayerContent Open(CacheId id);

    /// <summary>Removes a layer, committed or half made. What is not there is not an error: a removal that failed is tried again.</summary>
    void Remove(CacheId id, CancellationToken token);

    /// <summary>Says what the driver has under an id.</summary>
    DriverPresence Presence(CacheId id);

    /// <summary>The ids of everything the driver holds, in no particular order.</summary>
    IEnumerable<CacheId> List();
}
