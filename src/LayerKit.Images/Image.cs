namespace LayerKit.Images;

/// <summary>An image to be written: layers of a store, and how they are run.</summary>
/// <param name="Layers">From the lowest to the top. Each is a layer's own tar; what its parents are in the store does not matter.</param>
/// <param name="Config">How it is run.</param>
public sealed record Image(IReadOnlyList<ImageLayer> Layers, ImageConfig Config)
{
    /// <summary>Annotations of the manifest. A docker archive has no place for them.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();
}
