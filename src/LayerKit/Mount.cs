namespace LayerKit;

/// <summary>STUB: a mounted RW layer.</summary>
public sealed class Mount : IDisposable
{
    public string Path => throw new NotImplementedException();
    public void Unmount() => throw new NotImplementedException();
    public void Dispose() => throw new NotImplementedException();
}
