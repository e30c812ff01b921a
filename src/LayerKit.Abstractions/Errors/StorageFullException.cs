namespace LayerKit.Errors;

/// <summary>The file system of the store is full.</summary>
public sealed class StorageFullException : LayerKitException
{
    /// <summary>Reports it.</summary>
    /// <param name="operation">What was being done.</param>
    /// <param name="path">Where.</param>
    /// <param name="innerException">The cause.</param>
    public StorageFullException(string operation, string path, Exception innerException)
        : base("LK0305", $"cannot {operation}: no space left below {path}; free space or use another root, then try again; nothing was kept", innerException)
    {
        Path = path;
    }

    /// <summary>A path on the full file system.</summary>
    public string Path { get; }
}
