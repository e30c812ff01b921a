using LayerKit.Errors;
using LayerKit.Images.Writing;

namespace LayerKit.Images;

/// <summary>Writes images whose layers are in a store. The same image gives the same bytes on any machine, at any time, by any user.</summary>
/// <remarks>
/// Layers are read through the store's verified export, so that a damaged layer ends the write and never gets into an image. A file appears, or replaces
/// the one there, only when it is whole; a layout names an image only when all of it is there. What is there already and equal is left alone.
/// </remarks>
public static class ImageWriter
{
    /// <summary>Writes an image.</summary>
    /// <param name="store">Has the layers. They are kept from being removed until the image is written.</param>
    /// <param name="image">Layers and config.</param>
    /// <param name="output">Where to, and in which form.</param>
    /// <param name="cancellationToken">Ends the write within a block of a layer; nothing that was there is touched.</param>
    /// <returns>Digests and sizes of what is there now.</returns>
    /// <exception cref="ImageConfigException">The config, the platform or the number of layers is not possible.</exception>
    /// <exception cref="ImageNameException">A tag is not an image's name.</exception>
    /// <exception cref="ImageFormatException">The format cannot hold the image, as a docker archive cannot hold zstd.</exception>
    /// <exception cref="ImageLayoutException">The directory is not an OCI layout, or of a version that is not known.</exception>
    /// <exception cref="ImageNotWrittenException">The output cannot be written.</exception>
    /// <exception cref="LayerNotFoundException">The store lacks a layer.</exception>
    /// <exception cref="LayerCorruptException">A layer is damaged.</exception>
    public static Task<WrittenImage> WriteAsync(LayerStore store, Image image, ImageOutput output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(output);
        return Task.Run(() => new ImageWrite(image, output, cancellationToken).Run(store), cancellationToken);
    }
}
