using LayerKit.Drivers;

namespace LayerKit;

/// <summary>What a store's layers take.</summary>
/// <param name="Layers">Each alone, sorted by ChainID.</param>
/// <param name="Total">All together; what several share is in it once.</param>
public sealed record StoreUsage(IReadOnlyList<MeasuredLayer> Layers, LayerUsage Total);
