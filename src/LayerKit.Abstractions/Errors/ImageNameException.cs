namespace LayerKit.Errors;

/// <summary>A text is not the name of an image.</summary>
public sealed class ImageNameException : LayerKitException
{
    /// <summary>Reports it.</summary>
    /// <param name="name">The text.</param>
    /// <param name="reason">What is wrong with it.</param>
    public ImageNameException(string name, string reason)
        : base("LK6002", $"cannot name an image '{name}': {reason}; use a name such as shop/web:1.4")
    {
        Name = name;
    }

    /// <summary>The text.</summary>
    public string Name { get; }
}
