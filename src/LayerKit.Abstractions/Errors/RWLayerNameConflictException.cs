namespace LayerKit.Errors;

/// <summary>An RW layer of the name exists.</summary>
public sealed class RWLayerNameConflictException : LayerKitException
{
    /// <summary>Reports it.</summary>
    /// <param name="name">The RW layer's name.</param>
    public RWLayerNameConflictException(string name)
        : base("LK0004", $"cannot create RW layer '{name}': the name is in use; choose another name or remove that RW layer first")
    {
        Name = name;
    }

    /// <summary>The RW layer's name.</summary>
    public string Name { get; }
}
