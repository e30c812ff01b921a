namespace LayerKit.Errors;

/// <summary>Something was unmounted that was not mounted.</summary>
public sealed class NotMountedException : LayerKitException
{
    /// <summary>Reports it.</summary>
    /// <param name="name">The RW layer's name, or the layer's ChainID.</param>
    public NotMountedException(string name)
        : base("LK0006", $"cannot unmount '{name}': there is no such mount, or it has been ended already; unmount once for each mount")
    {
        Name = name;
    }

    /// <summary>The RW layer's name, or the layer's ChainID.</summary>
    public string Name { get; }
}
