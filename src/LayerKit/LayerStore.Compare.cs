using LayerKit.Drivers;
using LayerKit.Errors;
using LayerKit.Identity;
using LayerKit.References;

namespace LayerKit;

/// <content>Compare: what one merged tree has otherwise than another.</content>
public sealed partial class LayerStore
{
    /// <summary>What a layer, with those below it, has that another has not, or has otherwise.</summary>
    /// <param name="chainId">The layer.</param>
    /// <param name="older">What to compare with, such as its parent; null for nothing, so that everything is added.</param>
    /// <param name="cancellationToken">Completes the call at once.</param>
    /// <returns>The changes, sorted by path bytes. Directories above a change are among them as modified.</returns>
    /// <exception cref="LayerNotFoundException">One of them is not there.</exception>
    /// <exception cref="DriverNotSupportedException">The driver cannot compare layers.</exception>
    /// <exception cref="DriverException">A file cannot be read.</exception>
    public Task<IReadOnlyList<Change>> CompareAsync(ChainId chainId, ChainId? older, CancellationToken cancellationToken = default)
    {
        ThrowIfClosed();
        return _work.RunAsync(point => Compare(chainId, older, point.Token), cancellationToken);
    }

    private IReadOnlyList<Change> Compare(ChainId chainId, ChainId? older, CancellationToken token)
    {
        INativeDiff driver = Differ();
        using UndoScope undo = new(UndoFailed);
        LayerNode node = HoldParent(chainId, undo)!;
        CacheId? parent = HoldParent(older, undo)?.CacheId;
        return _calls.Driver("list changes of", chainId, () => driver.Changes(node.CacheId, parent, token));
    }

    private INativeDiff Differ() => _driver as INativeDiff ?? throw new DriverNotSupportedException(DriverName, "it cannot compare layers");
}
