namespace LayerKit.Errors;

/// <summary>The file or directory of an image cannot be written.</summary>
public sealed class ImageNotWrittenException : LayerKitException
{
    /// <summary>Reports it.</summary>
    /// <param name="path">The file or directory.</param>
    /// <param name="reason">Why not.</param>
    /// <param name="innerException">The cause.</param>
    public ImageNotWrittenException(string path, string reason, Exception? innerException = null)
        : base("LK6005", $"cannot write image {path}: {reason.TrimEnd('.')}; what was there is as it was; name a place that this user may write and that has room", innerException)
    {
        Path = path;
    }

    /// <summary>The file or directory.</summary>
    public string Path { get; }
}
