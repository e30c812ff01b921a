using LayerKit.Drivers;
using LayerKit.Identity;

namespace LayerKit;

/// <summary>What one layer takes.</summary>
/// <param name="ChainId">Which.</param>
/// <param name="Usage">Its own bytes, not those of the layers below it.</param>
public sealed record MeasuredLayer(ChainId ChainId, LayerUsage Usage);
