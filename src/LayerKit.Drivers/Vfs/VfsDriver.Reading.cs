using LayerKit.Drivers.Tree;
using LayerKit.Identity;

namespace LayerKit.Drivers.Vfs;

/// <content>Plain files out of a layer, and figures.</content>
public sealed partial class VfsDriver
{
    /// <summary>A copy of the layer's tree; blocks are shared where the file system can (reflinks).</summary>
    /// <inheritdoc/>
    public IReadOnlyList<CheckoutOmission> Checkout(CacheId id, string directory, CancellationToken token)
    {
        RecordedTree tree = Committed(id);
        return CheckoutDirectory.Fill(_engine, directory, target =>
        {
            _engine.Copy(tree.Root, target, token);
            return tree.Deviations;
        });
    }

    /// <summary>Walks the trees. Nothing counts as shared: which blocks the file system keeps once (reflinks) it does not tell.</summary>
    /// <inheritdoc/>
    public LayerUsage Usage(IReadOnlyCollection<CacheId> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        long stored = layers.Distinct().Sum(id => _engine.Measure(Committed(id).Root));
        return new LayerUsage(stored, stored, Shared: 0);
    }
}
