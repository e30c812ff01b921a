using LayerKit.Images.Blobs;
using LayerKit.Images.Json;

namespace LayerKit.Images.Writing;

/// <summary>Config and manifest of an image whose layers are blobs by now.</summary>
internal sealed class ImageDocuments
{
    private readonly Image _image;

    public ImageDocuments(Image image, IReadOnlyList<WrittenLayer> layers)
    {
        _image = image;
        Layers = layers;
        Config = ConfigDocument.Write(image, layers.Select(layer => layer.DiffId));
        Manifest = WriteManifest();
    }

    public IReadOnlyList<WrittenLayer> Layers { get; }

    public byte[] Config { get; }

    public byte[] Manifest { get; }

    /// <summary>The manifest's descriptor in an index.</summary>
    public OciDescriptor Descriptor => Describe(OciMediaTypes.Manifest, Manifest) with
    {
        Platform = new OciPlatform(_image.Config.Platform.Architecture, _image.Config.Platform.OS, _image.Config.Platform.Variant),
    };

    private byte[] WriteManifest()
    {
        IEnumerable<OciDescriptor> layers = Layers.Zip(_image.Layers, (written, layer) =>
            new OciDescriptor(written.MediaType, written.Digest.ToString(), written.CompressedSize) { Annotations = layer.Annotations.OrNull() });
        OciManifest manifest = new(2, OciMediaTypes.Manifest, Describe(OciMediaTypes.Config, Config), [.. layers], _image.Annotations.OrNull());
        return ImageJson.Write(manifest, ImageJson.Canonical.OciManifest);
    }

    private static OciDescriptor Describe(string mediaType, byte[] content)
    {
        Blob blob = Blob.Of(content);
        return new OciDescriptor(mediaType, blob.Digest.ToString(), blob.Size);
    }
}
