using LayerKit.Identity;
using LayerKit.Images.Blobs;
using LayerKit.Images.Json;
using LayerKit.Images.Layouts;
using LayerKit.Images.Writing;

namespace LayerKit.Images.Archives;

/// <summary>What is in the archive of an image.</summary>
internal sealed class ImageArchive(ImageDocuments documents, BlobDirectory blobs, ImageTags tags)
{
    /// <summary>Its files, in no order.</summary>
    public IReadOnlyList<ArchiveFile> Files(ImageFormat format) => format switch
    {
        ImageFormat.OciArchive => [.. Layout()],
        ImageFormat.DockerArchive => [.. Docker()],
        _ => [.. Layout(), DockersManifest(BlobDirectory.NameOf(Config.Digest), layer => BlobDirectory.NameOf(layer.Digest))],
    };

    private Blob Config => Blob.Of(documents.Config);

    private IEnumerable<ArchiveFile> Layout()
    {
        LayoutIndex index = LayoutIndex.CreateEmpty();
        foreach (OciDescriptor entry in LayoutIndex.Entries(documents.Descriptor, tags))
        {
            index.Set(entry);
        }

        return
        [
            .. documents.Layers.Select(layer => LayerFile(BlobDirectory.NameOf(layer.Digest), layer)),
            ArchiveFile.Of(BlobDirectory.NameOf(Config.Digest), documents.Config),
            ArchiveFile.Of(BlobDirectory.NameOf(Blob.Of(documents.Manifest).Digest), documents.Manifest),
            ArchiveFile.Of(LayoutIndex.FileName, index.ToBytes()),
            ArchiveFile.Of(OciLayoutVersion.FileName, ImageJson.Write(OciLayoutVersion.Current, ImageJson.Canonical.OciLayoutVersion)),
        ];
    }

    /// <summary>Config and layers by the names skopeo gives them, beside the manifest.</summary>
    private IEnumerable<ArchiveFile> Docker()
    {
        string config = Config.Digest.Hex + ".json";
        return
        [
            .. documents.Layers.Select(layer => LayerFile(NameOf(layer.DiffId), layer)),
            ArchiveFile.Of(config, documents.Config),
            DockersManifest(config, layer => NameOf(layer.DiffId)),
        ];
    }

    private ArchiveFile DockersManifest(string config, Func<WrittenLayer, string> layerName)
    {
        DockerManifest manifest = new(config, tags.RepoTags, [.. documents.Layers.Select(layerName)]);
        return ArchiveFile.Of(DockerManifest.FileName, ImageJson.Write([manifest], ImageJson.Canonical.DockerManifestArray));
    }

    private ArchiveFile LayerFile(string name, WrittenLayer layer) => new(name, layer.CompressedSize, () => blobs.OpenRead(layer.Digest));

    private static string NameOf(DiffId diffId) => diffId.Digest.Hex + ".tar";
}
