namespace LayerKit.Stress.Worker;

/// <summary>A handle with the store that it is of, and its mount if there is one.</summary>
internal sealed class HeldRWLayer(LayerStore store, RWLayer layer)
{
    public LayerStore Store => store;

    public RWLayer Layer => layer;

    public Mount? Mount { get; set; }

    /// <summary>Ends the mount and gives the handle back.</summary>
    public void End()
    {
        Unmount();
        layer.Dispose();
    }

    /// <summary>Ends the mount if there is one.</summary>
    public void Unmount()
    {
        Mount?.Dispose();
        Mount = null;
    }
}
