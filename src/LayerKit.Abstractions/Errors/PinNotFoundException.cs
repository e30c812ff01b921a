namespace LayerKit.Errors;

/// <summary>There is no pin of a name.</summary>
public sealed class PinNotFoundException : LayerKitException
{
    /// <summary>Reports it.</summary>
    /// <param name="name">The pin's name.</param>
    public PinNotFoundException(string name)
        : base("LK0010", $"no pin '{name}': it was never set here or has been taken off; 'layerkit pins' shows what is there")
    {
        Name = name;
    }

    /// <summary>The pin's name.</summary>
    public string Name { get; }
}
