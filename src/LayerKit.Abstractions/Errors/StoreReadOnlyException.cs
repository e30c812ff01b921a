namespace LayerKit.Errors;

/// <summary>A store that was opened read-only was asked to change something.</summary>
public sealed class StoreReadOnlyException : LayerKitException
{
    /// <summary>Reports it.</summary>
    /// <param name="root">The data root.</param>
    public StoreReadOnlyException(string root)
        : base("LK0405", $"cannot change store {root}: it was opened read-only; open it without that")
    {
        Root = root;
    }

    /// <summary>The data root.</summary>
    public string Root { get; }
}
