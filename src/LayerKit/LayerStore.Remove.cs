using LayerKit.Errors;
using LayerKit.Identity;
using LayerKit.References;
using LayerKit.Sessions;

namespace LayerKit;

/// <content>Remove: a layer goes although it is pinned.</content>
public sealed partial class LayerStore
{
    /// <summary>Takes every pin off a layer and removes it, and whatever it alone kept. Nothing is done while anything else refers to it.</summary>
    /// <param name="chainId">The layer.</param>
    /// <param name="cancellationToken">Completes the call at once; a removal that has begun goes on to its end.</param>
    /// <returns>What was removed, child first.</returns>
    /// <exception cref="LayerNotFoundException">There is no such layer.</exception>
    /// <exception cref="LayerCorruptException">Its record, or one below it, is damaged.</exception>
    /// <exception cref="LayerInUseException">A child, an RW layer or a handle of any process refers to it. Its pins stay; only when somebody began to use it
    /// while they were taken off, they are gone.</exception>
    public Task<IReadOnlyList<ReleasedLayer>> RemoveAsync(ChainId chainId, CancellationToken cancellationToken = default)
    {
        ThrowIfClosed();
        return _work.RunToEndAsync<IReadOnlyList<ReleasedLayer>>(() => RemoveWithPins(chainId), cancellationToken);
    }

    private List<ReleasedLayer> RemoveWithPins(ChainId chainId)
    {
        // Not held, so that nobody who removes it too takes this for a use of it.
        string damage = "";
        LayerNode node = _session.Stripes.Shared(HoldKey.Layer(chainId), () => LoadLayer(chainId, out damage))
            ?? throw (damage.Length > 0 ? new LayerCorruptException(chainId, damage) : new LayerNotFoundException(chainId));
        LayerReferrers referrers = FindReferrers(chainId);
        LayerReferrers others = referrers with { Pins = [] };
        if (others.Counts.Total > 0 || _mounts.IsKept(node.CacheId))
        {
            throw new LayerInUseException(chainId, others.Counts.Total > 0 ? others.ToString() : "a mount that lasts until it is unmounted");
        }

        foreach (string name in referrers.Pins)
        {
            _calls.Metadata("remove pin", name, () => RemoveIfOn(name, chainId));
        }

        List<ReleasedLayer> removed = RemoveUnreferenced(chainId);
        if (removed.Count > 0)
        {
            return removed;
        }

        // Another process was first, or began to use it.
        throw _calls.Metadata("look for", chainId, () => _metadata.HasLayer(chainId))
            ? new LayerInUseException(chainId, "something that began to use it just now")
            : new LayerNotFoundException(chainId);
    }

    /// <summary>Takes a pin off if it is still on a layer: it may have been moved since it was listed.</summary>
    private bool RemoveIfOn(string name, ChainId chainId) =>
        WithPin(name, () => _ = _metadata.FindPin(name)?.ChainId == chainId && _metadata.RemovePin(name));
}
