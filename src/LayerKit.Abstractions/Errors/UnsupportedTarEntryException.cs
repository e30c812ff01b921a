namespace LayerKit.Errors;

/// <summary>A tar entry cannot be kept byte for byte.</summary>
public sealed class UnsupportedTarEntryException : LayerKitException
{
    /// <summary>Reports it.</summary>
    /// <param name="path">The entry's path, as text.</param>
    /// <param name="reason">What it is.</param>
    public UnsupportedTarEntryException(string path, string reason)
        : base("LK0203", $"cannot keep tar entry '{path}': {reason}; create the tar again without it")
    {
        Path = path;
    }

    /// <summary>The entry's path.</summary>
    public string Path { get; }
}
