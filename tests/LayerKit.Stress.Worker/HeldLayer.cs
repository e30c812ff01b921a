namespace LayerKit.Stress.Worker;

/// <summary>A handle with the store that it is of, which may have been closed.</summary>
internal sealed record HeldLayer(LayerStore Store, Layer Layer);
