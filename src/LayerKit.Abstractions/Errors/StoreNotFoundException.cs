namespace LayerKit.Errors;

/// <summary>There is no store to open read-only.</summary>
public sealed class StoreNotFoundException : LayerKitException
{
    /// <summary>Reports it.</summary>
    /// <param name="root">The data root.</param>
    public StoreNotFoundException(string root)
        : base("LK0407", $"cannot open store {root}: there is none, and read-only none can be made; name another root")
    {
        Root = root;
    }

    /// <summary>The data root.</summary>
    public string Root { get; }
}
