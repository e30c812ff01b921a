namespace LayerKit.Errors;

/// <summary>A tar entry would reach outside the layer.</summary>
public sealed class UnsafeTarEntryException : LayerKitException
{
    /// <summary>Reports it.</summary>
    /// <param name="path">The entry's path, as text.</param>
    /// <param name="reason">What it would do.</param>
    public UnsafeTarEntryException(string path, string reason)
        : base("LK0202", $"refused tar entry '{path}': {reason}; the layer was not registered, do not trust its source")
    {
        Path = path;
    }

    /// <summary>The entry's path.</summary>
    public string Path { get; }
}
