using LayerKit.Errors;
using LayerKit.Identity;
using LayerKit.Sessions;

namespace LayerKit;

/// <content>Recovery: what no record owns and no live process is at work on is removed.</content>
public sealed partial class LayerStore
{
    /// <summary>Removes content of processes that were killed, and of removals that failed. Also done at open.</summary>
    /// <exception cref="DriverException">Something cannot be removed; the rest was.</exception>
    public Task RecoverAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfClosed();
        cancellationToken.ThrowIfCancellationRequested();
        return _work.RunAsync(() => Recover(cancellationToken));
    }

    /// <summary>Reads every record and says which are damaged; layers above a damaged one are listed too. Registering such a layer anew heals it.</summary>
    public IReadOnlyList<QuarantinedRecord> FindDamaged()
    {
        ThrowIfClosed();
        List<QuarantinedRecord> damaged = [];
        foreach (ChainId chainId in _calls.Metadata("list", "layers", () => _metadata.Layers().ToList()))
        {
            if (LoadLayer(chainId, out string damage) is null && damage.Length > 0)
            {
                damaged.Add(new QuarantinedRecord(chainId.ToString(), damage));
            }
        }

        foreach (string name in RWLayers())
        {
            if (LoadRWLayer(name, out string damage) is null && damage.Length > 0)
            {
                damaged.Add(new QuarantinedRecord(name, damage));
            }
        }

        return [.. damaged.OrderBy(record => record.Record, StringComparer.Ordinal)];
    }

    private bool Recover(CancellationToken token)
    {
        LayerKitException? failure = null;
        foreach (CacheId id in LeftOver())
        {
            token.ThrowIfCancellationRequested();
            try
            {
                if (TryClaim(id) is { } claim)
                {
                    RemoveClaimed(id, claim);
                    _log.Recovered(id);
                }
            }
            catch (LayerKitException e)
            {
                failure = e;
                _log.RemovalFailed(id, e);
            }
        }

        return failure is null ? true : throw failure;
    }

    /// <summary>Holds content that is to be removed; null when another process is already at it.</summary>
    private HoldSlot? TryClaim(CacheId id)
    {
        HoldKey key = HoldKey.Content(id);
        return _session.Stripes.Exclusive(key, () => _session.Count(key) == 0 ? _session.Take(key) : null);
    }

    private void RemoveClaimed(CacheId id, HoldSlot claim)
    {
        try
        {
            RemoveContent(id);
        }
        finally
        {
            _session.Return(claim);
        }
    }

    /// <summary>Orphans that nobody is at work on. They are listed again after the holds were read: whoever let go in between has either published a record or forgotten the id.</summary>
    private IEnumerable<CacheId> LeftOver()
    {
        IReadOnlyList<CacheId> first = _calls.Metadata("list", "orphans", _metadata.Orphans);
        if (first.Count == 0)
        {
            return [];
        }

        IReadOnlyDictionary<HoldKey, int> holds = _session.Counts();
        List<CacheId> unheld = [.. first.Where(id => !holds.ContainsKey(HoldKey.Content(id)))];
        return unheld.Intersect(_calls.Metadata("list", "orphans", _metadata.Orphans));
    }
}
