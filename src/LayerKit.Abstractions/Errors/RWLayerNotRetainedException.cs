namespace LayerKit.Errors;

/// <summary>A reference to an RW layer was given back a second time.</summary>
public sealed class RWLayerNotRetainedException : LayerKitException
{
    /// <summary>Reports it.</summary>
    /// <param name="name">The RW layer's name.</param>
    public RWLayerNotRetainedException(string name)
        : base("LK0009", $"RW layer '{name}' is not retained by this handle: it was already disposed or released; release each handle once")
    {
        Name = name;
    }

    /// <summary>The RW layer's name.</summary>
    public string Name { get; }
}
