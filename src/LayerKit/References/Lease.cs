namespace LayerKit.References;

/// <summary>A reference for the length of a call: what it gives may be used until it is disposed, whatever becomes of the handle it came from.</summary>
/// <typeparam name="T">The resource.</typeparam>
public readonly ref struct Lease<T>
    where T : class, ICountedResource
{
    private readonly RefCell<T> _cell;

    internal Lease(RefCell<T> held) => _cell = held;

    /// <summary>The resource.</summary>
    public T Value => _cell.Value;

    /// <summary>Gives the reference back.</summary>
    public void Dispose() => _cell.Release();
}
