using LayerKit.Identity;
using LayerKit.Metadata;

namespace LayerKit;

/// <content>Prune and listing: what refers to what, over all processes.</content>
public sealed partial class LayerStore
{
    /// <summary>All layers at this moment, sorted by ChainID, with what refers to them in any process. Takes no references; damaged records are left out.</summary>
    public IReadOnlyList<LayerSummary> Layers()
    {
        ThrowIfClosed();
        return _work.Run(Survey);
    }

    /// <summary>Removes layers that nothing refers to and that are older than a grace period, and pins that have expired.</summary>
    /// <param name="grace">How old a layer has to be; younger ones may be waiting for somebody to take them up.</param>
    /// <param name="dryRun">True to say only what would be removed.</param>
    /// <param name="cancellationToken">Completes the call at once; the layer that is being removed goes all the same, and no further one.</param>
    public Task<PruneResult> PruneAsync(TimeSpan grace, bool dryRun = false, CancellationToken cancellationToken = default)
    {
        ThrowIfClosed();
        return _work.RunToEndAsync(() => dryRun ? Foresee(grace) : Prune(grace, cancellationToken), cancellationToken);
    }

    private IReadOnlyList<LayerSummary> Survey() => _calls.Metadata("list", "layers", () => new LayerSurvey(_metadata, _session).Summaries());

    private PruneResult Prune(TimeSpan grace, CancellationToken token)
    {
        IReadOnlyList<string> expired = [.. ExpiredPins().Select(pin => pin.Name).Where(name => _calls.Metadata("remove pin", name, () => RemoveIfExpired(name)))];

        DateTimeOffset youngest = _options.Time.GetUtcNow() - grace;
        List<ReleasedLayer> removed = [];
        foreach (LayerSummary layer in Survey().Where(layer => layer.References.Total == 0 && layer.Created <= youngest))
        {
            token.ThrowIfCancellationRequested();
            removed.AddRange(RemoveUnreferenced(layer.ChainId, youngest));
        }

        return new PruneResult(removed, expired);
    }

    /// <summary>What a prune would remove now, worked out from one survey.</summary>
    private PruneResult Foresee(TimeSpan grace)
    {
        DateTimeOffset youngest = _options.Time.GetUtcNow() - grace;
        IReadOnlyList<PinRecord> expired = [.. ExpiredPins()];
        ILookup<ChainId, PinRecord> lost = expired.ToLookup(pin => pin.ChainId);
        Dictionary<ChainId, (LayerSummary Layer, int References)> left = Survey().ToDictionary(
            layer => layer.ChainId, layer => (layer, layer.References.Total - lost[layer.ChainId].Count()));
        List<ReleasedLayer> removed = [];
        foreach (LayerSummary layer in left.Values.Where(entry => entry.References == 0).Select(entry => entry.Layer).ToList())
        {
            LayerSummary? next = layer;
            while (next is not null && left[next.ChainId].References == 0 && next.Created <= youngest)
            {
                removed.Add(new ReleasedLayer(next.ChainId, next.DiffId, next.Size, next.DiffSize));
                next = next.Parent is { } parent && left.TryGetValue(parent, out (LayerSummary Layer, int References) below) ? below.Layer : null;
                if (next is not null)
                {
                    left[next.ChainId] = (next, left[next.ChainId].References - 1);
                }
            }
        }

        return new PruneResult(removed, [.. expired.Select(pin => pin.Name)]);
    }

    private IEnumerable<PinRecord> ExpiredPins() => AllPins().Where(HasExpired);
}
