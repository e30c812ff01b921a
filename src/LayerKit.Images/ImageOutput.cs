namespace LayerKit.Images;

/// <summary>Where an image is written, and how.</summary>
/// <param name="Path">A file, or for <see cref="ImageFormat.OciLayout"/> a directory. The directory above has to be there.</param>
/// <param name="Format">In which form.</param>
public sealed record ImageOutput(string Path, ImageFormat Format)
{
    /// <summary>How layers are compressed that do not say so themselves.</summary>
    public LayerCompression Compression { get; init; } = LayerCompression.Gzip();

    /// <summary>Names such as <c>shop/web:1.4</c>: docker's <c>RepoTags</c>, and a layout's references. In a layout, an image that had one of these names loses it.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];
}
