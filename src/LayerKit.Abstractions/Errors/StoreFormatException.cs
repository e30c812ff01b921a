namespace LayerKit.Errors;

/// <summary>A root is of a format that this version cannot read.</summary>
public sealed class StoreFormatException : LayerKitException
{
    /// <summary>Reports it.</summary>
    /// <param name="root">The data root.</param>
    /// <param name="reason">What was found.</param>
    public StoreFormatException(string root, string reason)
        : base("LK0403", $"cannot open store {root}: {reason}; use a newer LayerKit or another root")
    {
        Root = root;
    }

    /// <summary>The data root.</summary>
    public string Root { get; }
}
