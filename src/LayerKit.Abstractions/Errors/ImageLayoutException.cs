namespace LayerKit.Errors;

/// <summary>A directory is not an OCI image layout that can be read.</summary>
public sealed class ImageLayoutException : LayerKitException
{
    /// <summary>Reports it.</summary>
    /// <param name="path">The directory.</param>
    /// <param name="reason">What is wrong with it.</param>
    /// <param name="innerException">The cause.</param>
    public ImageLayoutException(string path, string reason, Exception? innerException = null)
        : base("LK6004", $"cannot use {path} as an OCI layout: {reason}; name a layout, or a directory that is empty or not there", innerException)
    {
        Path = path;
    }

    /// <summary>The directory.</summary>
    public string Path { get; }
}
