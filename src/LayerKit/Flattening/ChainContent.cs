using LayerKit.Drivers;
using LayerKit.References;

namespace LayerKit.Flattening;

/// <summary>The files of all layers of a chain, each layer opened when the first of its files is.</summary>
/// <param name="chain">The layers, from the bottom.</param>
/// <param name="open">Opens a layer.</param>
internal sealed class ChainContent(IReadOnlyList<LayerNode> chain, Func<LayerNode, ILayerContent> open) : IDisposable
{
    private readonly ILayerContent?[] _layers = new ILayerContent?[chain.Count];

    /// <summary>Opens a file; the caller disposes the stream.</summary>
    public Stream OpenFile(KeptEntry file) => (_layers[file.Layer] ??= open(chain[file.Layer])).OpenFile(file.Path);

    public void Dispose()
    {
        foreach (ILayerContent? layer in _layers)
        {
            layer?.Dispose();
        }
    }
}
