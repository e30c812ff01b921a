using LayerKit.Errors;
using LayerKit.Identity;
using LayerKit.Sessions;

namespace LayerKit;

/// <content>Recovery: what no record owns and no live process is at work on is removed.</content>
public sealed partial class LayerStore
{
    /// <summary>Removes content of processes that were killed, and of removals that failed, and ends mounts of processes that were killed.</summary>
    /// <remarks>Also done at open, and after a failure again and again, with growing pauses.</remarks>
    /// <exception cref="DriverException">Something cannot be removed; the rest was.</exception>
    public Task RecoverAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfClosed();
        ThrowIfReadOnly();
        return _work.RunToEndAsync(() => Recover(cancellationToken), cancellationToken);
    }

    /// <summary>Reads every record and says which are damaged; layers above a damaged one are listed too. Registering such a layer anew heals it.</summary>
    public IReadOnlyList<QuarantinedRecord> FindDamaged()
    {
        ThrowIfClosed();
        return _work.Run(ListDamaged);
    }

    private IReadOnlyList<QuarantinedRecord> ListDamaged()
    {
        IEnumerable<QuarantinedRecord> layers = _calls.Metadata("list", "layers", () => _metadata.Layers().ToList())
            .Select(chainId => new QuarantinedRecord(chainId.ToString(), DamageOf(chainId)));
        IEnumerable<QuarantinedRecord> rwLayers = RWLayerNames().Select(name => new QuarantinedRecord(name, DamageOf(name)));
        return [.. layers.Concat(rwLayers).Where(record => record.Reason.Length > 0).OrderBy(record => record.Record, StringComparer.Ordinal)];
    }

    /// <summary>What is wrong with a layer. Looked at twice, because one that is removed at this moment looks damaged until its stripe is taken.</summary>
    private string DamageOf(ChainId chainId)
    {
        LoadLayer(chainId, out string damage);
        return damage.Length == 0 ? damage : _session.Stripes.Shared(HoldKey.Layer(chainId), () =>
        {
            LoadLayer(chainId, out string lasting);
            return lasting;
        });
    }

    private string DamageOf(string name)
    {
        LoadRWLayer(name, out string damage);
        return damage.Length == 0 ? damage : _session.Stripes.Shared(HoldKey.RWLayer(name), () =>
        {
            LoadRWLayer(name, out string lasting);
            return lasting;
        });
    }

    private bool Recover(CancellationToken token)
    {
        LayerKitException? failure = null;
        foreach (CacheId id in _seals.Ids())
        {
            Try(id, () => RecoverSeal(id), ref failure);
        }

        _mounts.Recover(Unmount, (id, e) =>
        {
            failure = e;
            _log.UnmountFailed(id, e);
        });
        foreach (CacheId id in LeftOver())
        {
            token.ThrowIfCancellationRequested();
            Try(id, () => RecoverContent(id), ref failure);
        }

        if (failure is not null)
        {
            _reaper.Wake();
            throw failure;
        }

        return true;
    }

    private void Try(CacheId id, Action step, ref LayerKitException? failure)
    {
        try
        {
            step();
        }
        catch (LayerKitException e)
        {
            failure = e;
            _log.RemovalFailed(id, e);
        }
    }

    private void RecoverContent(CacheId id)
    {
        if (TryClaim(id) is { } claim)
        {
            RemoveClaimed(id, claim);
            _log.Recovered(id);
        }
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
