using LayerKit.Errors;

namespace LayerKit.Images.Writing;

/// <summary>Handles of an image's layers, so that none goes while the image is written.</summary>
internal sealed class HeldLayers : IDisposable
{
    private readonly List<Layer> _layers = [];

    /// <exception cref="LayerNotFoundException">The store lacks one.</exception>
    public HeldLayers(LayerStore store, IEnumerable<ImageLayer> layers)
    {
        try
        {
            foreach (ImageLayer layer in layers)
            {
                _layers.Add(store.Get(layer.ChainId));
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public IReadOnlyList<Layer> Layers => _layers;

    public void Dispose()
    {
        foreach (Layer layer in _layers)
        {
            layer.Dispose();
        }
    }
}
