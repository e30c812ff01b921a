using System.Diagnostics;
using System.IO.Compression;
using LayerKit.Compression;
using LayerKit.Drivers;
using LayerKit.Errors;
using LayerKit.Hashing;
using LayerKit.Identity;
using LayerKit.Metadata;
using LayerKit.Observing;
using LayerKit.References;
using LayerKit.Registering;
using LayerKit.Sessions;
using LayerKit.TarSplit;

namespace LayerKit;

/// <content>Register: one tar in, one layer out. The rooms are those of ARCHITECTURE.md, in order.</content>
public sealed partial class LayerStore
{
    /// <summary>Registers a layer from a tar, or finds that it is there already.</summary>
    /// <param name="source">A tar, plain or compressed with gzip, zstd, xz or bzip2, read from where it stands. It stays the caller's to dispose.</param>
    /// <param name="options">Parent and expected DiffID.</param>
    /// <param name="progress">Told how far it has come, from the thread that does the work.</param>
    /// <param name="cancellationToken">Completes the call at once until the commit begins; what was made is undone behind it. A read of <paramref name="source"/> that is under way may end later.</param>
    /// <returns>A reference to the layer, which the caller disposes or releases.</returns>
    /// <exception cref="LayerNotFoundException">The parent is not there; nothing was read.</exception>
    /// <exception cref="MaxDepthExceededException">The parent is as deep as allowed; nothing was read.</exception>
    /// <exception cref="DigestMismatchException">The tar is not the expected one.</exception>
    /// <exception cref="CompressionException">The compressed bytes are damaged or cut short.</exception>
    /// <exception cref="MalformedTarException">The bytes are no whole tar.</exception>
    /// <exception cref="UnsafeTarEntryException">A member would reach outside the layer.</exception>
    /// <exception cref="UnsupportedTarEntryException">A member cannot be kept byte for byte.</exception>
    /// <exception cref="StorageFullException">The root's file system is full.</exception>
    /// <exception cref="DriverException">The driver failed.</exception>
    /// <exception cref="MetadataStoreException">The metadata store failed.</exception>
    public Task<Layer> RegisterAsync(
        Stream source, RegisterOptions? options = null, IProgress<LayerProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (options?.Pin is { } pin)
        {
            PinName.ThrowIfInvalid(pin);
        }

        ThrowIfClosed();
        ThrowIfReadOnly();
        return _work.RunAsync(point => Measured(progress, measure => Register(source, options ?? new RegisterOptions(), measure, point)), cancellationToken);
    }

    private Layer Measured(IProgress<LayerProgress>? progress, Func<RegisterMeasure, Layer> register)
    {
        using Activity? activity = StoreMetrics.Activities.StartActivity("layerkit.register");
        long started = _options.Time.GetTimestamp();
        RegisterMeasure measure = new(progress);
        try
        {
            return register(measure);
        }
        catch (Exception e)
        {
            activity?.SetStatus(ActivityStatusCode.Error, e.Message);
            throw;
        }
        finally
        {
            measure.Record(_options.Time.GetElapsedTime(started));
        }
    }

    private Layer Register(Stream source, RegisterOptions options, RegisterMeasure progress, CancelPoint point)
    {
        using UndoScope undo = new(UndoFailed);

        // Door
        LayerNode? parent = HoldParent(options.Parent, undo);
        FlightKey? key = FlightKey.Of(source, options);
        using Flight? flight = key is null ? null : _flights.Board(key, point.Token);
        if (FindPresent(parent, options, key?.IsTrueOf(source) == true ? flight : null) is { } present)
        {
            return HandOut(present, options, () => progress.Report(new LayerProgress(LayerStage.AlreadyPresent, 0, 0, 0)));
        }

        ThrowIfTooDeep(parent);
        CacheId cacheId = CacheId.NewRandom();
        using IMetadataTransaction transaction = BeginRecord(undo, cacheId);
        using ILayerWriter writer = CreateContent(cacheId, parent?.CacheId, point.Token);

        // Decompress, read ahead and hash, split, apply
        LayerDecompressor plain = LayerDecompressor.Open(source);
        RegisterReport report = new(progress, plain);
        using HashingPipeline tar = HashingPipeline.Start(plain, report.BlockRead, point.Token);
        long size = Apply(tar, transaction, writer, report);

        // Identify
        DiffId diffId = DiffId.FromDigest(tar.Finish());
        ThrowIfUnexpected(options.Expected, diffId);
        LayerRecord record = new(ChainId.Of(parent?.ChainId, diffId), diffId, parent?.ChainId, cacheId, size) { Created = _options.Time.GetUtcNow() };

        // Commit and publish
        if (TryHold(record.ChainId) is { } winner)
        {
            return HandOut(winner, options, () => report.Stage(LayerStage.AlreadyPresent));
        }

        report.Stage(LayerStage.Committing);
        point.BeginCommit();
        CommitContent(cacheId, writer);
        (RefCell<LayerHold> hold, bool isNew) = CommitRecord(new LayerNode(record, parent), record, options, transaction);
        if (isNew)
        {
            undo.Complete();
        }

        // A new layer came with its pin, which may have been taken off again by now.
        return HandOut(hold, isNew ? options with { Pin = null } : options, () =>
        {
            if (key?.IsTrueOf(source) == true)
            {
                flight?.Land(record.ChainId);
            }

            report.Stage(isNew ? LayerStage.Committed : LayerStage.AlreadyPresent);
        });
    }

    /// <summary>Keeps a layer, such as the parent, until the operation ends; by then the child's record keeps that.</summary>
    private LayerNode? HoldParent(ChainId? chainId, UndoScope undo)
    {
        if (chainId is not { } id)
        {
            return null;
        }

        RefCell<LayerHold> parent = HoldOrThrow(id);
        undo.AddAlways(parent.Release);
        return parent.Value.Node;
    }

    /// <summary>A layer that need not be read: the expected one is there, or another flight brought it just now.</summary>
    private RefCell<LayerHold>? FindPresent(LayerNode? parent, RegisterOptions options, Flight? flight)
    {
        ChainId? wanted = options.Expected is { } expected ? ChainId.Of(parent?.ChainId, expected) : flight?.Outcome;
        return wanted is { } chainId ? TryHold(chainId) : null;
    }

    private void ThrowIfTooDeep(LayerNode? parent)
    {
        if (parent?.Depth >= MaxDepth)
        {
            throw new MaxDepthExceededException(parent.ChainId, MaxDepth);
        }
    }

    /// <summary>Writes down the ids that the driver is about to make, so that a crash from here on leaks nothing, and holds them, so that nobody takes them for left over.</summary>
    private IMetadataTransaction BeginRecord(UndoScope undo, params CacheId[] owned)
    {
        foreach (CacheId id in owned)
        {
            HoldSlot slot = _session.Take(HoldKey.Content(id));
            undo.AddAlways(() => _session.Return(slot));
        }

        IMetadataTransaction transaction = _calls.Metadata("begin a record for", owned[0], () => _metadata.Begin(owned));
        foreach (CacheId id in owned)
        {
            undo.Add(() => RemoveContent(id));
        }

        return transaction;
    }

    private void UndoFailed(Exception e)
    {
        _log.UndoFailed(e);
        _reaper.Wake();
    }

    private ILayerWriter CreateContent(CacheId cacheId, CacheId? parent, CancellationToken token) =>
        _owners.Wrap(_calls.Driver("create", cacheId, () => _driver.Create(cacheId, parent, token)));

    private long Apply(HashingPipeline tar, IMetadataTransaction transaction, ILayerWriter writer, RegisterReport report)
    {
        try
        {
            return SplitAndApply(tar, transaction, writer, report);
        }
        catch (Exception e) when (StoreCalls.IsForeign(e) && !ReferenceEquals(e, tar.SourceFault))
        {
            throw _calls.DriverFault("apply entries to", "the new layer", e);
        }
    }

    private static long SplitAndApply(HashingPipeline tar, IMetadataTransaction transaction, ILayerWriter writer, RegisterReport report)
    {
        using Stream splitFile = transaction.CreateSplit();
        using GZipStream compressed = new(splitFile, CompressionLevel.Fastest, leaveOpen: true);
        using TarSplitWriter split = new(compressed);
        using TarDisassembler disassembler = new(tar);
        LayerApplier applier = new(disassembler, split, writer);
        while (applier.ApplyNext())
        {
            report.Entries = applier.Entries;
        }

        return applier.Size;
    }

    private static void ThrowIfUnexpected(DiffId? expected, DiffId actual)
    {
        if (expected is { } wanted && wanted != actual)
        {
            throw new DigestMismatchException(wanted.Digest, actual.Digest);
        }
    }

    private void CommitContent(CacheId cacheId, ILayerWriter writer)
    {
        _calls.Driver("commit", cacheId, writer.Commit);
        Sync(cacheId);
    }

    private void Sync(CacheId cacheId)
    {
        if (_options.Durability == Durability.Full && _driver is ISync driver)
        {
            _calls.Driver("sync", cacheId, driver.Sync);
        }
    }

    private (RefCell<LayerHold> Hold, bool IsNew) CommitRecord(LayerNode node, LayerRecord record, RegisterOptions options, IMetadataTransaction transaction)
    {
        transaction.Put(record);
        if (options.Pin is { } pin)
        {
            transaction.Put(NewPin(pin, record.ChainId, options.PinOptions ?? new PinOptions()));
        }

        return Publish(node, options.Pin, transaction);
    }

    /// <summary>The one commit point: before <see cref="IMetadataTransaction.Commit"/> there is no layer, after it there is.</summary>
    /// <remarks>The pin's stripe is taken too, so that nobody removes as expired the pin that this one takes the place of.</remarks>
    private (RefCell<LayerHold> Hold, bool IsNew) Publish(LayerNode node, string? pin, IMetadataTransaction transaction)
    {
        HoldKey key = HoldKey.Layer(node.ChainId);
        return _session.Stripes.Exclusive(key, pin is null ? key : HoldKey.Pin(pin), () =>
        {
            if (_layers.TryTake(node.ChainId) is { } held)
            {
                return (held, false);
            }

            if (LoadLayer(node.ChainId, out _) is { } winner)
            {
                return (Hold(winner), false);
            }

            SetDamagedRecordAside(node.ChainId);
            _calls.Metadata("publish", node.ChainId, transaction.Commit);
            _log.Registered(node.ChainId, node.DiffId, node.DiffSize, node.CacheId);
            _events.Tell(StoreEventKind.Registered, node.ChainId, node.DiffSize);
            return (Hold(node), true);
        });
    }

    /// <summary>A record that is there and cannot be loaded is damaged; registering the layer anew heals it.</summary>
    private void SetDamagedRecordAside(ChainId chainId)
    {
        if (_calls.Metadata("look for", chainId, () => _metadata.HasLayer(chainId)))
        {
            _log.Quarantined(chainId.ToString(), "it is damaged and is being registered anew");
            _events.Tell(StoreEventKind.Quarantined, chainId, 0);
            _calls.Metadata("set aside", chainId, () => _metadata.Quarantine(chainId));
        }
    }
}
