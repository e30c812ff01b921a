using LayerKit.Archive;
using LayerKit.Drivers;
using LayerKit.Errors;
using LayerKit.Hashing;
using LayerKit.Identity;
using LayerKit.Metadata;
using LayerKit.Observing;
using LayerKit.References;
using LayerKit.Registering;
using LayerKit.Sessions;

namespace LayerKit;

/// <content>Commit: what an RW layer changed becomes a layer, by taking its content over, by cloning it, or through its tar.</content>
public sealed partial class LayerStore
{
    internal Task<Layer> CommitAsync(RWLayer layer, CommitOptions options, IProgress<LayerProgress>? progress, CancellationToken cancellationToken)
    {
        ThrowIfClosed();
        ThrowIfReadOnly();
        return _work.RunAsync(point => Measured(progress, measure => Commit(layer, options, measure, point)), cancellationToken);
    }

    private Layer Commit(RWLayer layer, CommitOptions options, RegisterMeasure progress, CancelPoint point)
    {
        using UndoScope undo = new(UndoFailed);
        RWLayerNode node = layer.Unguarded.Node;
        if (options.Consume)
        {
            BeginEnding(layer, undo);
        }
        else
        {
            undo.AddAlways(layer.Keep().Release);
            ThrowIfWritten(node);
        }

        LayerNode? parent = HoldParent(node.Parent?.ChainId, undo);
        ThrowIfTooDeep(parent);
        RegisterOptions register = new() { Parent = parent?.ChainId, Pin = options.Pin, PinOptions = options.PinOptions };
        TakeOver takeOver = new(node, parent, register, progress, point);
        Layer committed = TryTakeOver(takeOver, options.Consume) ?? RegisterDiff(takeOver);
        return options.Consume ? EndConsumed(layer, committed) : committed;
    }

    /// <summary>Makes the layer of the content itself or of a clone; null when the tar has to be registered. The files of an init layer are no part of the layer.</summary>
    private Layer? TryTakeOver(TakeOver of, bool consume)
    {
        if (_driver is not ICommitReadWrite driver || _driver is not INativeDiff || of.Node.Record.InitId is not null)
        {
            return null;
        }

        return consume ? Seal(driver, of) : Clone(driver, of);
    }

    /// <summary>Takes an RW layer that is to be consumed away from everybody else: no handle but this one, no mount, and no new one until the operation ends.</summary>
    private void BeginEnding(RWLayer layer, UndoScope undo)
    {
        RWLayerNode node = layer.Unguarded.Node;
        if (ForeignOwner(node.Record) is { } owner)
        {
            throw new RWLayerInUseException(node.Name, $"it belongs to {owner}");
        }

        TakeContent(node, undo);
        HoldKey key = HoldKey.RWLayer(node.Name);
        HoldSlot slot = _session.Stripes.Exclusive(key, () => _session.Count(key) <= 1 && _session.Count(HoldKey.Ending(node.Name)) == 0
            ? _session.Take(HoldKey.Ending(node.Name))
            : throw new RWLayerInUseException(node.Name, "other handles hold it"));
        undo.AddAlways(() => _session.Return(slot));
        // From here on a new handle of this process is refused too, by the hold.
        _rwLayers.Remove(node.Name, layer.Unguarded);
    }

    private static bool IsNamedAsWhiteout(Change change) =>
        change.Kind != ChangeKind.Deleted && change.PathBytes.Span[(change.PathBytes.Span.LastIndexOf((byte)'/') + 1)..].StartsWith(Whiteout.Prefix);

    private Layer RegisterDiff(TakeOver of)
    {
        using Stream diff = OpenDiff(of.Node);
        return Register(diff, of.Options, of.Progress, of.Point);
    }

    /// <summary>Commits a copy of the content, which the driver makes as cheaply as it can.</summary>
    private Layer? Clone(ICommitReadWrite driver, TakeOver of)
    {
        using UndoScope undo = new(UndoFailed);
        CacheId cacheId = CacheId.NewRandom();
        using IMetadataTransaction transaction = BeginRecord(undo, cacheId);
        _calls.Driver("clone", of.Node.MountId, () => driver.Clone(cacheId, of.Node.MountId, of.Parent?.CacheId, of.Point.Token));
        RegisterReport report = new(of.Progress, source: null);
        if (Identify(cacheId, of, transaction, report) is not { } record)
        {
            return null;
        }

        (Layer layer, bool isNew) = PublishContent(record, of, transaction, report);
        if (isNew)
        {
            undo.Complete();
        }

        return layer;
    }

    /// <summary>Commits the content itself. Until the RW layer's record is removed both own it, and a note says that the layer counts.</summary>
    private Layer? Seal(ICommitReadWrite driver, TakeOver of)
    {
        CacheId content = of.Node.MountId;
        using UndoScope undo = new(UndoFailed);
        // The transaction has an id of its own, which owns nothing and is forgotten either way: were the content its intent, a failure would remove it.
        using IMetadataTransaction transaction = BeginRecord(undo, CacheId.NewRandom());
        _calls.Driver("seal", content, () => driver.Seal(content, of.Parent?.CacheId, of.Point.Token));
        RegisterReport report = new(of.Progress, source: null);
        if (Identify(content, of, transaction, report) is not { } record)
        {
            return null;
        }

        bool isNew = false;
        undo.Add(() =>
        {
            if (!isNew)
            {
                _seals.Drop(content);
            }
        });
        _seals.Write(content, of.Node.Name, record.ChainId, _options.Durability == Durability.Full);
        (Layer layer, isNew) = PublishContent(record, of, transaction, report);
        return layer;
    }

    /// <summary>Reads what content the driver has already changes against the parent, as the tar that the layer will be; null when it would not be that layer's content.</summary>
    private LayerRecord? Identify(CacheId id, TakeOver of, IMetadataTransaction transaction, RegisterReport report)
    {
        IReadOnlyList<Change> changes = _calls.Driver("list changes of", id, () => ((INativeDiff)_driver).Changes(id, of.Parent?.CacheId, of.Point.Token));
        if (changes.Any(IsNamedAsWhiteout))
        {
            return null;
        }

        DiffTar diff = new(changes, _owners.Wrap(_calls.Driver("open", id, () => _driver.Open(id))));
        using HashingPipeline tar = HashingPipeline.Start(diff, report.BlockRead, of.Point.Token);
        long size = Apply(tar, transaction, new NoWriter(), report);
        DiffId diffId = DiffId.FromDigest(tar.Finish());
        ChainId? parent = of.Parent?.ChainId;
        return new LayerRecord(ChainId.Of(parent, diffId), diffId, parent, id, size) { Created = _options.Time.GetUtcNow() };
    }

    private (Layer Layer, bool IsNew) PublishContent(LayerRecord record, TakeOver of, IMetadataTransaction transaction, RegisterReport report)
    {
        report.Stage(LayerStage.Committing);
        of.Point.BeginCommit();
        Sync(record.CacheId);
        (RefCell<LayerHold> hold, bool isNew) = CommitRecord(new LayerNode(record, of.Parent), record, of.Options, transaction);
        Layer layer = HandOut(
            hold, isNew ? of.Options with { Pin = null } : of.Options, () => report.Stage(isNew ? LayerStage.Committed : LayerStage.AlreadyPresent));
        return (layer, isNew);
    }

    /// <summary>Ends an RW layer that has become a layer: its record goes, and its content unless that is the layer's.</summary>
    private Layer EndConsumed(RWLayer layer, Layer committed)
    {
        RWLayerNode node = layer.Unguarded.Node;
        node.HasEnded = true;
        try
        {
            if (_seals.Find(node.MountId) is not null)
            {
                FinishSeal(node.MountId, node.Name);
            }
            else
            {
                RemoveRWContent(_session.Stripes.Exclusive(HoldKey.RWLayer(node.Name), () => RemoveRWRecord(node.Record)));
            }
        }
        catch
        {
            committed.Dispose();
            throw;
        }

        layer.Detach()?.Release();
        return committed;
    }

    private void FinishSeal(CacheId id, string name) => _session.Stripes.Exclusive(HoldKey.RWLayer(name), () =>
    {
        RemoveSpent(id, name);
        return true;
    });

    /// <summary>Removes the record of an RW layer whose content a published layer has; done again after a crash until the note is gone. The caller has the stripe of the name.</summary>
    private void RemoveSpent(CacheId id, string name)
    {
        if (_calls.Metadata("read RW layer", name, () => _metadata.FindRWLayer(name))?.MountId == id)
        {
            _calls.Metadata("remove RW layer", name, () => _metadata.RemoveRWLayer(name));
        }

        _calls.Metadata("forget", id, () => _metadata.Forget(id));
        _seals.Drop(id);
    }

    /// <summary>Removes the record that a killed process left of an RW layer that has become a layer; false for one that has not. The caller has the stripe of the name.</summary>
    private bool TryRemoveSpent(RWLayerRecord record)
    {
        bool isSpent = _seals.HasBecomeLayer(record, _metadata);
        if (isSpent)
        {
            RemoveSpent(record.MountId, record.Name);
        }

        return isSpent;
    }

    /// <summary>Ends what killed processes left of commits that consume: the RW layer's record, when the layer was published, else the note.</summary>
    private void RecoverSeal(CacheId id) => _mounts.Exclusive(id, () =>
    {
        if (_session.Count(HoldKey.Writing(id)) > 0)
        {
            return false;
        }

        if (_seals.Find(id) is { } note && _calls.Metadata("read", note.ChainId, () => _metadata.FindLayer(note.ChainId))?.CacheId == id)
        {
            FinishSeal(id, note.Name);
        }

        _seals.Drop(id);
        return true;
    });

    /// <summary>The record of an RW layer that has not become a layer.</summary>
    private RWLayerRecord? FindLiveRWLayer(string name) =>
        _metadata.FindRWLayer(name) is { } record && !_seals.HasBecomeLayer(record, _metadata) ? record : null;

    /// <summary>One commit: what of, on what, and how.</summary>
    private sealed record TakeOver(RWLayerNode Node, LayerNode? Parent, RegisterOptions Options, RegisterMeasure Progress, CancelPoint Point);
}
