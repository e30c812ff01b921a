namespace LayerKit.Errors;

/// <summary>Something was unmounted that was not mounted.</summary>
public sealed class NotMountedException : LayerKitException
{
    /// <summary>Reports it.</summary>
    /// <param name="name">The RW layer's name.</param>
    public NotMountedException(string name)
        : base("LK0006", $"cannot unmount RW layer '{name}': this mount has already been ended; unmount once for each mount")
    {
        Name = name;
    }

    /// <summary>The RW layer's name.</summary>
    public string Name { get; }
}
