namespace LayerKit.Cli.Json;

/// <summary>What <c>prune</c> removed, or would remove.</summary>
internal sealed record PrunedLayers(RemovedLayer[] Removed, long Bytes, string[] ExpiredPins, bool DryRun)
{
    public static PrunedLayers Of(PruneResult result, bool dryRun) =>
        new([.. result.Layers.Select(RemovedLayer.Of)], result.Bytes, [.. result.ExpiredPins], dryRun);
}
