using LayerKit.Errors;
using LayerKit.Identity;
using LayerKit.References;

namespace LayerKit;

/// <content>Release: a reference is given back, and what nothing refers to any more goes, child first.</content>
public sealed partial class LayerStore
{
    /// <summary>Gives a reference back and, when nothing else refers to the layer, removes it and whatever it alone kept.</summary>
    /// <remarks>
    /// Records go first, in one step each; content follows. Content that cannot be removed now is listed all the same and removed by the next
    /// recovery. Disposing the handle gives a reference back without removing anything.
    /// </remarks>
    /// <param name="layer">A handle of this store; it is dead afterwards.</param>
    /// <param name="cancellationToken">Tested before anything is done; a release that has begun runs to its end.</param>
    /// <returns>What was removed, child first; empty while others hold the layer.</returns>
    /// <exception cref="LayerNotRetainedException">The handle was disposed or released before.</exception>
    /// <exception cref="MetadataStoreException">A record could not be removed; the reference is given back, and layers before it in the chain are gone.</exception>
    public Task<IReadOnlyList<ReleasedLayer>> ReleaseAsync(Layer layer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ThrowIfClosed();
        cancellationToken.ThrowIfCancellationRequested();
        RefCell<LayerHold> hold = layer.Surrender(this);
        hold.Release();
        return _work.RunAsync<IReadOnlyList<ReleasedLayer>>(() => RemoveUnreferenced(hold.Value.Node));
    }

    /// <summary>Removes a layer and those below it as far as nothing refers to them.</summary>
    private List<ReleasedLayer> RemoveUnreferenced(LayerNode node)
    {
        List<ReleasedLayer> released = [];
        for (LayerNode? next = node; next is not null && RemoveRecord(next); next = next.Parent)
        {
            released.Add(new ReleasedLayer(next.ChainId, next.DiffId, next.Size, next.DiffSize));
            RemoveContentOrLeaveIt(next.CacheId);
        }

        return released;
    }

    /// <summary>Removes a layer's record if nothing refers to the layer; false when something does.</summary>
    private bool RemoveRecord(LayerNode node)
    {
        lock (_commit)
        {
            if (!_layers.TryBeginRemoval(node))
            {
                return false;
            }

            try
            {
                _calls.Metadata("remove", node.ChainId, () => _metadata.RemoveLayer(node.ChainId));
            }
            catch
            {
                _layers.CancelRemoval(node);
                throw;
            }

            _layers.CompleteRemoval(node);
            _log.Removed(node.ChainId, node.CacheId);
            return true;
        }
    }

    private void RemoveContentOrLeaveIt(CacheId id)
    {
        try
        {
            RemoveContent(id);
        }
        catch (LayerKitException e)
        {
            _log.RemovalFailed(id, e);
        }
    }

    private void RemoveContent(CacheId id)
    {
        _calls.Driver("remove", id, () => _driver.Remove(id, CancellationToken.None));
        _calls.Metadata("forget", id, () => _metadata.Forget(id));
    }
}
