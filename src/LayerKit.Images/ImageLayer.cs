using LayerKit.Errors;
using LayerKit.Identity;

namespace LayerKit.Images;

/// <summary>A layer's place in an image.</summary>
/// <param name="ChainId">The layer in the store.</param>
public sealed record ImageLayer(ChainId ChainId)
{
    /// <summary>How it is compressed; null for the choice of <see cref="ImageOutput.Compression"/>.</summary>
    public LayerCompression? Compression { get; init; }

    /// <summary>What <c>docker history</c> says of it.</summary>
    public string? History { get; init; }

    /// <summary>Annotations of its descriptor. A docker archive has no place for them.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>A layer and all below it, from the lowest to the top.</summary>
    /// <exception cref="LayerNotFoundException">There is no such layer.</exception>
    public static IReadOnlyList<ImageLayer> OfChain(LayerStore store, ChainId top)
    {
        ArgumentNullException.ThrowIfNull(store);
        List<ImageLayer> layers = [];
        for (ChainId? next = top; next is { } chainId;)
        {
            using Layer layer = store.Get(chainId);
            layers.Add(new ImageLayer(chainId));
            next = layer.Parent;
        }

        layers.Reverse();
        return layers;
    }
}
