namespace LayerKit.Errors;

/// <summary>A root cannot be created or written.</summary>
public sealed class StoreNotWritableException : LayerKitException
{
    /// <summary>Reports it.</summary>
    /// <param name="root">The data root.</param>
    /// <param name="innerException">The cause.</param>
    public StoreNotWritableException(string root, Exception innerException)
        : base("LK0404", $"cannot open store {root}: {innerException.Message.TrimEnd('.')}; use a root that this user may write", innerException)
    {
        Root = root;
    }

    /// <summary>The data root.</summary>
    public string Root { get; }
}
