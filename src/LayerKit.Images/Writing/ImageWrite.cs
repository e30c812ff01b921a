using LayerKit.Errors;
using LayerKit.Images.Archives;
using LayerKit.Images.Blobs;
using LayerKit.Images.Json;
using LayerKit.Images.Layouts;

namespace LayerKit.Images.Writing;

/// <summary>One write of an image: check, hold the layers, make their blobs, then the documents, then the format's own.</summary>
internal sealed class ImageWrite(Image image, ImageOutput output, CancellationToken token)
{
    private readonly string _path = Path.GetFullPath(output.Path);
    private readonly ImageTags _tags = ImageTags.Parse(output.Tags, output.Format);

    public WrittenImage Run(LayerStore store)
    {
        ConfigDocument.Check(image);
        ThrowIfUnfit();
        using HeldLayers held = new(store, image.Layers);
        return output.Format == ImageFormat.OciLayout ? WriteLayout(held.Layers) : WriteArchive(held.Layers);
    }

    private WrittenImage WriteLayout(IReadOnlyList<Layer> layers)
    {
        using LayoutDirectory layout = LayoutDirectory.Open(_path, token);
        ImageDocuments documents = new(image, AddLayers(layout.Blobs, layers));
        Blob config = layout.Blobs.Add(documents.Config);
        Blob manifest = layout.Blobs.Add(documents.Manifest);
        bool isNew = layout.Name(LayoutIndex.Entries(documents.Descriptor, _tags));
        return new WrittenImage(_path, manifest.Digest, OciMediaTypes.Manifest, manifest.Size, config.Digest, documents.Layers, !isNew);
    }

    private WrittenImage WriteArchive(IReadOnlyList<Layer> layers)
    {
        ArchiveTarget target = new(_path);
        using PartDirectory? parts = output.BlobCache is null ? new PartDirectory(_path, target.Beside) : null;
        BlobDirectory blobs = new(parts?.FullName ?? Path.GetFullPath(output.BlobCache!), _path);
        ImageDocuments documents = new(image, AddLayers(blobs, layers));
        ImageArchive archive = new(documents, blobs, _tags);
        bool isNew = target.Write(archive.Files(output.Format), token);

        Blob config = Blob.Of(documents.Config);
        bool isDocker = output.Format == ImageFormat.DockerArchive;
        Blob named = isDocker ? config : Blob.Of(documents.Manifest);
        return new WrittenImage(_path, named.Digest, isDocker ? DockerManifest.ConfigMediaType : OciMediaTypes.Manifest, named.Size, config.Digest, documents.Layers, !isNew);
    }

    private List<WrittenLayer> AddLayers(BlobDirectory blobs, IReadOnlyList<Layer> layers)
    {
        List<WrittenLayer> written = [];
        foreach ((Layer layer, LayerCompression compression) in layers.Zip(image.Layers.Select(CompressionOf)))
        {
            LayerBlob added = blobs.Add(layer, compression, token);
            string mediaType = OciMediaTypes.OfLayer(compression.Kind);
            written.Add(new WrittenLayer(layer.ChainId, layer.DiffId, added.Blob.Digest, mediaType, added.TarSize, added.Blob.Size));
        }

        return written;
    }

    private LayerCompression CompressionOf(ImageLayer layer) => layer.Compression ?? output.Compression;

    private void ThrowIfUnfit()
    {
        bool isForDocker = output.Format is ImageFormat.DockerArchive or ImageFormat.DualArchive;
        if (isForDocker && image.Layers.Any(layer => CompressionOf(layer).Kind == LayerCompressionKind.Zstd))
        {
            throw new ImageFormatException(_path, "docker before version 23 reads no zstd", "compress with gzip, or write an OCI layout or OCI archive");
        }
    }
}
