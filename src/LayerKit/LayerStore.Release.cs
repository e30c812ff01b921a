using LayerKit.Errors;
using LayerKit.Identity;
using LayerKit.Observing;
using LayerKit.References;
using LayerKit.Sessions;

namespace LayerKit;

/// <content>Release: a reference is given back, and what nothing refers to any more goes, child first.</content>
public sealed partial class LayerStore
{
    /// <summary>Gives a reference back and, when nothing else refers to the layer, removes it and whatever it alone kept.</summary>
    /// <remarks>
    /// Records go first, in one step each; content follows. Content that cannot be removed now is listed all the same and removed later, by a reaper
    /// that tries again or the next open. Disposing the handle gives a reference back without removing anything.
    /// </remarks>
    /// <param name="layer">A handle of this store; it is dead afterwards.</param>
    /// <param name="cancellationToken">Completes the call at once; a release that has begun goes on to its end.</param>
    /// <returns>What was removed, child first; empty while others hold the layer.</returns>
    /// <exception cref="LayerNotRetainedException">The handle was disposed or released before.</exception>
    /// <exception cref="MetadataStoreException">A record could not be removed; the reference is given back, and layers before it in the chain are gone.</exception>
    public Task<IReadOnlyList<ReleasedLayer>> ReleaseAsync(Layer layer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ThrowIfClosed();
        return _work.RunToEndAsync<IReadOnlyList<ReleasedLayer>>(() => SurrenderAndRemove(layer), cancellationToken);
    }

    private List<ReleasedLayer> SurrenderAndRemove(Layer layer)
    {
        RefCell<LayerHold> hold = layer.Surrender(this);
        ChainId chainId = hold.Value.ChainId;
        _events.Tell(StoreEventKind.Released, chainId, hold.Value.DiffSize);
        hold.Release();
        return _options.ReadOnly ? [] : RemoveUnreferenced(chainId);
    }

    /// <summary>Removes a layer and those below it as far as nothing refers to them and they are not too young.</summary>
    private List<ReleasedLayer> RemoveUnreferenced(ChainId? chainId, DateTimeOffset? youngest = null)
    {
        List<ReleasedLayer> released = [];
        while (chainId is { } id && TryRemoveRecord(id, youngest) is { } removed)
        {
            LayerNode node = removed.Node;
            released.Add(new ReleasedLayer(node.ChainId, node.DiffId, node.Size, node.DiffSize));
            RemoveContentOrLeaveIt(node.CacheId, removed.Content);
            chainId = node.Parent?.ChainId;
        }

        return released;
    }

    /// <summary>Removes a layer's record if nothing refers to the layer, and holds its content for removal; null when something does, or there is no such layer.</summary>
    private (LayerNode Node, HoldSlot Content)? TryRemoveRecord(ChainId chainId, DateTimeOffset? youngest)
    {
        HoldKey key = HoldKey.Layer(chainId);
        return _session.Stripes.Exclusive<(LayerNode, HoldSlot)?>(key, () =>
        {
            // Holds first, then records: whoever lets go of a hold has published what the hold was for.
            if (_session.Count(key) > 0 || IsReferredTo(chainId) || LoadLayer(chainId, out _) is not { } node || node.Created > youngest || _mounts.IsKept(node.CacheId)
                || _calls.Metadata("look for the owner of", chainId, () => node.ForeignOwner(_metadata)) is not null)
            {
                return null;
            }

            HoldSlot content = _session.Take(HoldKey.Content(node.CacheId));
            try
            {
                _calls.Metadata("remove", chainId, () => _metadata.RemoveLayer(chainId));
            }
            catch
            {
                _session.Return(content);
                throw;
            }

            _log.Removed(chainId, node.CacheId);
            _events.Tell(StoreEventKind.Removed, chainId, node.DiffSize);
            StoreMetrics.Removed.Add(1);
            return (node, content);
        });
    }

    /// <summary>True when a record refers to a layer: a child, an RW layer, or a pin that has not expired.</summary>
    private bool IsReferredTo(ChainId chainId) => _calls.Metadata("look for references to", chainId, () =>
        _metadata.Children(chainId).Any() || _metadata.RWLayers(chainId).Any() || _metadata.Pins(chainId).Any(IsPinValid));

    private void RemoveContentOrLeaveIt(CacheId id, HoldSlot content)
    {
        try
        {
            RemoveClaimed(id, content);
        }
        catch (LayerKitException e)
        {
            _log.RemovalFailed(id, e);
            _reaper.Wake();
        }
    }

    private void RemoveContent(CacheId id)
    {
        _calls.Driver("remove", id, () => _driver.Remove(id, CancellationToken.None));
        _calls.Metadata("forget", id, () => _metadata.Forget(id));
    }
}
