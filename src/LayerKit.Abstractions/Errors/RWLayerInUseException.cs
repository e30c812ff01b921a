namespace LayerKit.Errors;

/// <summary>An RW layer cannot be removed, mounted, written to or consumed, because it is mounted or somebody holds it.</summary>
public sealed class RWLayerInUseException : LayerKitException
{
    /// <summary>Reports it.</summary>
    /// <param name="name">The RW layer's name.</param>
    /// <param name="use">What is in the way, as a phrase.</param>
    public RWLayerInUseException(string name, string use)
        : base("LK0005", $"RW layer '{name}' is in use: {use}; end that first")
    {
        Name = name;
    }

    /// <summary>The RW layer's name.</summary>
    public string Name { get; }
}
