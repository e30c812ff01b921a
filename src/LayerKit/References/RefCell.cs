namespace LayerKit.References;

/// <summary>A counted resource: one for all handles on it. Whoever makes it holds the first reference.</summary>
/// <typeparam name="T">The resource.</typeparam>
/// <param name="value">The resource, freed when the last reference is given back.</param>
/// <param name="tracker">Watches the handles on it.</param>
public sealed class RefCell<T>(T value, HandleTracker tracker) : RefCounter(tracker)
    where T : class, ICountedResource
{
    /// <summary>The resource. Only somebody with a reference may use it.</summary>
    public T Value { get; } = value;

    /// <summary>The resource's own name, which reports carry.</summary>
    public override string ToString() => Value.ToString() ?? typeof(T).Name;

    private protected override void Free() => Value.Free();

    private protected override ValueTask FreeAsync() => Value.FreeAsync();
}
