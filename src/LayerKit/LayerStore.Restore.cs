using LayerKit.Drivers;
using LayerKit.Errors;
using LayerKit.Identity;
using LayerKit.Metadata;
using LayerKit.References;

namespace LayerKit;

/// <content>Restore: what the records say is checked against the driver and becomes the index; what a killed process left is removed.</content>
public sealed partial class LayerStore
{
    /// <summary>Records that were found damaged when the store was opened. They are left as they are; registering a layer anew heals it.</summary>
    public IReadOnlyList<QuarantinedRecord> Quarantined =>
        [.. _damaged.Select(pair => new QuarantinedRecord(pair.Key, pair.Value)).OrderBy(record => record.Record, StringComparer.Ordinal)];

    /// <summary>Removes what no record owns: content of processes that were killed, and of removals that failed. Also done at open.</summary>
    /// <exception cref="DriverException">Something cannot be removed; the rest was.</exception>
    public Task RecoverAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfClosed();
        cancellationToken.ThrowIfCancellationRequested();
        return _work.RunAsync(() => Recover(cancellationToken));
    }

    private void Restore()
    {
        foreach (ChainId chainId in _calls.Metadata("list", "layers", () => _metadata.Layers().ToList()))
        {
            RestoreLayer(chainId);
        }

        foreach (string name in _calls.Metadata("list", "RW layers", () => _metadata.RWLayers().ToList()))
        {
            RestoreRWLayer(name);
        }
    }

    /// <summary>Loads a layer and those below it. Every record ends as live or as damaged with a reason; none stops the store from opening.</summary>
    private LayerNode? RestoreLayer(ChainId chainId)
    {
        if (_layers.Find(chainId) is { } loaded)
        {
            return loaded;
        }

        string key = chainId.ToString();
        if (_damaged.ContainsKey(key))
        {
            return null;
        }

        LayerNode? node = LoadLayer(chainId, out string reason);
        if (node is null)
        {
            _damaged[key] = reason;
            _log.Quarantined(key, reason);
            return null;
        }

        _layers.Restore(node);
        return node;
    }

    private LayerNode? LoadLayer(ChainId chainId, out string reason)
    {
        reason = "";
        if (!TryRead(() => _metadata.FindLayer(chainId), out LayerRecord? record, ref reason))
        {
            return null;
        }

        if (ChainId.Of(record.Parent, record.DiffId) != chainId)
        {
            reason = "its DiffID and parent give another ChainID";
            return null;
        }

        LayerNode? parent = record.Parent is { } below && below != chainId ? RestoreLayer(below) : null;
        if (record.Parent is not null && parent is null)
        {
            reason = $"its parent {record.Parent} is damaged or missing";
            return null;
        }

        return HasContent(record.CacheId, ref reason) ? new LayerNode(record, parent) : null;
    }

    private void RestoreRWLayer(string name)
    {
        string reason = "";
        if (TryRead(() => _metadata.FindRWLayer(name), out RWLayerRecord? record, ref reason) && HasContent(record.MountId, ref reason))
        {
            LayerNode? parent = record.Parent is { } id ? _layers.TryAcquire(id, ReferenceKind.RWLayer) : null;
            if (record.Parent is null || parent is not null)
            {
                _rwLayers.Publish(new RWLayerNode(record, parent));
                return;
            }

            reason = $"its parent {record.Parent} is damaged or missing";
        }

        _damaged[name] = reason;
        _log.Quarantined(name, reason);
    }

    private static bool TryRead<T>(Func<T?> read, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out T? record, ref string reason)
        where T : class
    {
        record = null;
        try
        {
            record = read();
            reason = record is null ? "its record is missing" : reason;
        }
        catch (MetadataCorruptException e)
        {
            reason = e.Message;
        }

        return record is not null;
    }

    private bool HasContent(CacheId id, ref string reason)
    {
        DriverPresence presence = _calls.Driver("look for", id, () => _driver.Presence(id));
        reason = presence switch
        {
            DriverPresence.Committed => reason,
            DriverPresence.Damaged => $"the driver finds its content {id} damaged",
            _ => $"the driver has no content {id}",
        };
        return presence == DriverPresence.Committed;
    }

    private bool Recover(CancellationToken token)
    {
        LayerKitException? failure = null;
        IReadOnlyList<CacheId> orphans = _calls.Metadata("list", "orphans", _metadata.Orphans);
        foreach (CacheId id in orphans.Where(id => !_underway.ContainsKey(id)))
        {
            token.ThrowIfCancellationRequested();
            try
            {
                RemoveContent(id);
                _log.Recovered(id);
            }
            catch (LayerKitException e)
            {
                failure = e;
                _log.RemovalFailed(id, e);
            }
        }

        return failure is null ? true : throw failure;
    }
}
