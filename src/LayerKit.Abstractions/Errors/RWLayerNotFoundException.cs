namespace LayerKit.Errors;

/// <summary>There is no RW layer of a name.</summary>
public sealed class RWLayerNotFoundException : LayerKitException
{
    /// <summary>Reports it.</summary>
    /// <param name="name">The RW layer's name.</param>
    public RWLayerNotFoundException(string name)
        : base("LK0003", $"no RW layer '{name}': it was never created here or has been removed")
    {
        Name = name;
    }

    /// <summary>The RW layer's name.</summary>
    public string Name { get; }
}
