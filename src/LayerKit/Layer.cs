using LayerKit.Identity;

namespace LayerKit;

/// <summary>STUB: a reference to a read-only layer.</summary>
public sealed class Layer : IAsyncDisposable, IDisposable
{
    public ChainId ChainId => throw new NotImplementedException();
    public DiffId DiffId => throw new NotImplementedException();
    public ChainId? Parent => throw new NotImplementedException();
    public long Size => throw new NotImplementedException();
    public long DiffSize => throw new NotImplementedException();
    public DateTimeOffset Created => throw new NotImplementedException();
    public IReadOnlyDictionary<string, string> DriverMetadata => throw new NotImplementedException();
    /// <summary>The layer's tar, byte for byte; the last buffer is withheld until the digest is proven, else LayerCorruptException.</summary>
    public Stream OpenTar() => throw new NotImplementedException();
    public Layer Clone() => throw new NotImplementedException();
    public void Dispose() => throw new NotImplementedException();
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
