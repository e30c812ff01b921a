namespace LayerKit.Errors;

/// <summary>An RW layer cannot be released because it is mounted.</summary>
public sealed class RWLayerInUseException : LayerKitException
{
    /// <summary>Reports it.</summary>
    /// <param name="name">The RW layer's name.</param>
    public RWLayerInUseException(string name)
        : base("LK0005", $"cannot release RW layer '{name}': it is mounted through this handle; unmount it first")
    {
        Name = name;
    }

    /// <summary>The RW layer's name.</summary>
    public string Name { get; }
}
