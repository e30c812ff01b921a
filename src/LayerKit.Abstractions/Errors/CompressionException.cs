namespace LayerKit.Errors;

/// <summary>A compressed stream is damaged or cut short.</summary>
public sealed class CompressionException : LayerKitException
{
    /// <summary>Reports it.</summary>
    /// <param name="format">The compression, such as gzip.</param>
    /// <param name="reason">What is wrong.</param>
    /// <param name="innerException">The decompressor's own error.</param>
    public CompressionException(string format, string reason, Exception? innerException = null)
        : base("LK0204", $"cannot decompress the {format} stream: {reason}; fetch or compress it again", innerException)
    {
        Format = format;
    }

    /// <summary>The compression.</summary>
    public string Format { get; }
}
