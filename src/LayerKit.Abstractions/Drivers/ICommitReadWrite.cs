using LayerKit.Identity;

namespace LayerKit.Drivers;

/// <summary>A driver that can make a committed layer of what an RW layer holds, without writing it anew.</summary>
/// <remarks>
/// The store reads the layer's changes against its parent for the tar and publishes the record afterwards. It calls neither member for an RW layer over an init layer,
/// whose files are no part of the new layer. Files are never shared by hard links with an RW layer that lives on.
/// </remarks>
public interface ICommitReadWrite
{
    /// <summary>Makes a committed layer of an RW layer in place: same id, nothing copied. Again on a sealed one is not an error.</summary>
    /// <remarks>
    /// It becomes a layer only when the store publishes the record. Until then it is still an RW layer, also after a crash: <see cref="IMountable.Mount"/> undoes the sealing.
    /// Afterwards the store mounts it with <see cref="IMountable.MountReadOnly"/> alone.
    /// </remarks>
    /// <param name="id">An RW layer that is not mounted.</param>
    /// <param name="parent">The committed layer that it was created on, or null.</param>
    /// <param name="token">Ends long work with <see cref="OperationCanceledException"/>.</param>
    void Seal(CacheId id, CacheId? parent, CancellationToken token);

    /// <summary>Makes a new committed layer with what an RW layer holds now, sharing blocks where the file system can (a snapshot, reflinks), else a copy.</summary>
    /// <param name="id">A new id, written down by the store before; <see cref="ILayerDriver.Remove"/> removes it.</param>
    /// <param name="source">An RW layer, which is not changed. It may be mounted and written to, and then each file is as it was at some moment.</param>
    /// <param name="parent">The committed layer that it was created on, or null.</param>
    /// <param name="token">Ends long work with <see cref="OperationCanceledException"/> and nothing left behind.</param>
    void Clone(CacheId id, CacheId source, CacheId? parent, CancellationToken token);
}
