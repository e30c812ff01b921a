using LayerKit.Drivers;
using LayerKit.Identity;

namespace LayerKit;

/// <summary>STUB: a reference to an RW layer.</summary>
public sealed class RWLayer : IAsyncDisposable, IDisposable
{
    public string Name => throw new NotImplementedException();
    public ChainId? Parent => throw new NotImplementedException();
    public long Size => throw new NotImplementedException();
    public Mount Mount(string? label = null) => throw new NotImplementedException();
    public IReadOnlyList<Change> Changes(CancellationToken cancellationToken = default) => throw new NotImplementedException();
    public Stream OpenDiff() => throw new NotImplementedException();
    public Task<Layer> CommitAsync(RegisterOptions? options = null, CancellationToken cancellationToken = default) => throw new NotImplementedException();
    public RWLayer Clone() => throw new NotImplementedException();
    public void Dispose() => throw new NotImplementedException();
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
