namespace LayerKit.Cli.Json;

/// <summary>What <c>rm</c> removed, child first.</summary>
internal sealed record RemovedLayers(RemovedLayer[] Removed);
