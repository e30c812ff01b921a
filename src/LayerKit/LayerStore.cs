using System.Diagnostics.CodeAnalysis;
using LayerKit.Drivers;
using LayerKit.Identity;

namespace LayerKit;

/// <summary>STUB of the public surface; bodies are being written.</summary>
public sealed class LayerStore : IAsyncDisposable, IDisposable
{
    public string Root => throw new NotImplementedException();
    public string DriverName => throw new NotImplementedException();
    public DriverStatus DriverStatus => throw new NotImplementedException();
    public string MetadataStoreName => throw new NotImplementedException();
    public int MaxDepth => throw new NotImplementedException();
    /// <summary>Damaged records found at open.</summary>
    public IReadOnlyList<QuarantinedRecord> Quarantined => throw new NotImplementedException();
    public static Task<LayerStore> OpenAsync(LayerStoreOptions options, CancellationToken cancellationToken = default) => throw new NotImplementedException();
    /// <summary>Plain or compressed (gzip, zstd, xz, bzip2) tar stream.</summary>
    public Task<Layer> RegisterAsync(Stream source, RegisterOptions? options = null, IProgress<LayerProgress>? progress = null, CancellationToken cancellationToken = default) => throw new NotImplementedException();
    /// <summary>LayerNotFoundException when unknown.</summary>
    public Layer Get(ChainId chainId) => throw new NotImplementedException();
    public bool TryGet(ChainId chainId, [NotNullWhen(true)] out Layer? layer) => throw new NotImplementedException();
    /// <summary>Gives the reference back; when it was the last, removes the layer and cascades; removed layers child first.</summary>
    public Task<IReadOnlyList<ReleasedLayer>> ReleaseAsync(Layer layer, CancellationToken cancellationToken = default) => throw new NotImplementedException();
    public Task<RWLayer> CreateRWLayerAsync(string name, ChainId? parent, CreateRWLayerOptions? options = null, CancellationToken cancellationToken = default) => throw new NotImplementedException();
    public RWLayer GetRWLayer(string name) => throw new NotImplementedException();
    public bool TryGetRWLayer(string name, [NotNullWhen(true)] out RWLayer? layer) => throw new NotImplementedException();
    public Task<IReadOnlyList<ReleasedLayer>> ReleaseRWLayerAsync(RWLayer layer, CancellationToken cancellationToken = default) => throw new NotImplementedException();
    public Task<IReadOnlyList<ReleasedLayer>> RemoveRWLayerAsync(string name, CancellationToken cancellationToken = default) => throw new NotImplementedException();
    /// <summary>All layers, sorted by ChainID.</summary>
    public IReadOnlyList<LayerSummary> Layers() => throw new NotImplementedException();
    /// <summary>Names of RW layers, sorted.</summary>
    public IReadOnlyList<string> RWLayers() => throw new NotImplementedException();
    /// <summary>Removes what crashed processes left.</summary>
    public Task RecoverAsync(CancellationToken cancellationToken = default) => throw new NotImplementedException();
    public void Dispose() => throw new NotImplementedException();
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
