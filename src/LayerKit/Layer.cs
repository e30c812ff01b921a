using LayerKit.Errors;
using LayerKit.Identity;
using LayerKit.References;

namespace LayerKit;

/// <summary>A reference to a read-only layer: while it is neither disposed nor released, the layer stays.</summary>
/// <remarks>
/// Each <see cref="LayerStore.Get"/>, <see cref="LayerStore.RegisterAsync"/> and <see cref="Clone"/> gives one of its own. Disposing gives the
/// reference back and removes nothing; <see cref="LayerStore.ReleaseAsync"/> also removes the layer when nothing else refers to it.
/// Members of a handle that was given back throw <see cref="ObjectDisposedException"/>.
/// </remarks>
[RefCountedHandle(typeof(LayerHold))]
public sealed partial class Layer
{
    /// <summary>Names the layer together with those below it.</summary>
    public partial ChainId ChainId { get; }

    /// <summary>Digest of the layer's plain tar.</summary>
    public partial DiffId DiffId { get; }

    /// <summary>The layer below, or null for a base layer. No reference: this layer keeps it.</summary>
    public partial ChainId? Parent { get; }

    /// <summary>Bytes of the regular files of this layer and all below it.</summary>
    public partial long Size { get; }

    /// <summary>Bytes of the regular files of this layer alone.</summary>
    public partial long DiffSize { get; }

    /// <summary>How many layers the chain has, this one included.</summary>
    public partial int Depth { get; }

    /// <summary>When it was registered.</summary>
    public partial DateTimeOffset Created { get; }

    /// <summary>Where the driver keeps the layer, such as <c>SourceDir</c>; empty for a driver that does not tell.</summary>
    /// <exception cref="DriverException">The driver failed.</exception>
    public partial IReadOnlyDictionary<string, string> DriverMetadata { get; }

    /// <summary>Opens the plain tar that was registered, byte for byte.</summary>
    /// <returns>A forward-only stream that keeps the layer until it is disposed. Its last bytes are handed out only when all of it has the right
    /// digest; until then nothing is proven. Reading throws <see cref="LayerCorruptException"/> where the content is not what was registered.</returns>
    /// <exception cref="LayerCorruptException">The split data or the content is gone.</exception>
    public partial Stream OpenTar();

    /// <summary>Mounts the layer and those below it as one tree, so that nothing done to it there reaches the layer: it is read-only, or a copy.</summary>
    /// <param name="options">Label and lifetime; null for a mount without a label that ends with the <see cref="LayerKit.Mount"/>. One that lasts keeps the layer with a pin,
    /// <c>mounted/CHAINID</c>.</param>
    /// <returns>The mount, which keeps the layer until the caller disposes it.</returns>
    /// <exception cref="DriverNotSupportedException">The driver cannot mount.</exception>
    /// <exception cref="DriverException">The driver failed; nothing is mounted or counted.</exception>
    public Mount Mount(MountOptions? options = null)
    {
        RefCell<LayerHold> hold = Hold(_cell);
        try
        {
            return hold.Value.Store.Mount(hold, options ?? new MountOptions());
        }
        catch
        {
            hold.Release();
            throw;
        }
    }

    /// <summary>Ends the handle for a release; the reference is the caller's to give back.</summary>
    /// <exception cref="LayerNotRetainedException">It was given back before.</exception>
    /// <exception cref="ArgumentException">It is of another store.</exception>
    internal RefCell<LayerHold> Surrender(LayerStore store)
    {
        if (Unguarded.Store != store)
        {
            throw new ArgumentException("the layer is a handle of another store", nameof(store));
        }

        return Detach() ?? throw new LayerNotRetainedException(Unguarded.ChainId);
    }
}
