namespace LayerKit.Errors;

/// <summary>A format cannot hold an image as it is asked for.</summary>
public sealed class ImageFormatException : LayerKitException
{
    /// <summary>Reports it.</summary>
    /// <param name="path">Where the image was to go.</param>
    /// <param name="reason">What the format cannot hold.</param>
    /// <param name="remedy">What to do.</param>
    public ImageFormatException(string path, string reason, string remedy)
        : base("LK6003", $"cannot write image {path}: {reason}; {remedy}")
    {
        Path = path;
    }

    /// <summary>Where the image was to go.</summary>
    public string Path { get; }
}
