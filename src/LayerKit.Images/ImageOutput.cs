namespace LayerKit.Images;

/// <summary>Where an image is written, and how.</summary>
/// <param name="Path">A file, or for <see cref="ImageFormat.OciLayout"/> a directory. The directory above has to be there.</param>
/// <param name="Format">In which form.</param>
public sealed record ImageOutput(string Path, ImageFormat Format)
{
    /// <summary>How layers are compressed that do not say so themselves.</summary>
    public LayerCompression Compression { get; init; } = LayerCompression.Gzip();

    /// <summary>Names such as <c>shop/web:1.4</c>: docker's <c>RepoTags</c>, and a layout's references. In a layout, an image that had one of these
    /// names loses it, and goes with the last one.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>
    /// A directory in which an archive's blobs are kept, so that the next write compresses only layers that are new; null to keep none. It may be shared
    /// by any number of writes at a time, grows, and may be removed whenever nobody writes. A layout is its own, and does not use one.
    /// </summary>
    public string? BlobCache { get; init; }
}
