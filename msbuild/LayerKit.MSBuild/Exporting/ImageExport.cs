using System.Globalization;
using LayerKit.Images;
using LayerKit.MSBuild.Incremental;
using LayerKit.MSBuild.Items;
using Microsoft.Build.Framework;

namespace LayerKit.MSBuild.Exporting;

/// <summary>Writes an image: a chain of layers, with what the project says about how it is run.</summary>
internal sealed class ImageExport(LayerStore store, ExportItem export, IReadOnlyList<ITaskItem> imported)
{
    public async Task<ItemRecord> WriteAsync(ImageFormat format, string blobCache, CancellationToken cancellationToken)
    {
        var image = new Image([.. ImageLayer.OfChain(store, export.Top).Select(Described)], export.Config);
        var output = new ImageOutput(export.Path, format)
        {
            Compression = export.Compression,
            Tags = export.Tags,
            BlobCache = format == ImageFormat.OciLayout ? null : blobCache,
        };
        WrittenImage written = await ImageWriter.WriteAsync(store, image, output, cancellationToken).ConfigureAwait(false);
        return new ItemRecord(export.Item.ItemSpec, InputStamp.Of(export.Path), [], new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [ItemMetadata.Path] = export.Path,
            [ItemMetadata.ChainId] = export.Top.ToString(),
            [ItemMetadata.Format] = ExportItem.NameOf(format),
            [ItemMetadata.Digest] = written.Digest.ToString(),
            [ItemMetadata.MediaType] = written.MediaType,
            [ItemMetadata.Size] = written.Layers.Sum(layer => layer.CompressedSize).ToString(CultureInfo.InvariantCulture),
            [ItemMetadata.ConfigDigest] = written.ConfigDigest.ToString(),
            [ItemMetadata.LayerDigests] = string.Join(';', written.Layers.Select(layer => layer.Digest)),
            [ItemMetadata.Tag] = string.Join(';', export.Tags),
            [ItemMetadata.Written] = written.IsUnchanged ? "false" : "true",
        });
    }

    /// <summary>With what the project says of the layer, when it is one of its own.</summary>
    private ImageLayer Described(ImageLayer layer)
    {
        ITaskItem? item = imported.FirstOrDefault(known => known.GetMetadata(ItemMetadata.ChainId) == layer.ChainId.ToString());
        return item is null ? layer : layer with
        {
            History = ItemValues.Text(item, ItemMetadata.History, $"LayerImport {item.ItemSpec}"),
            Compression = LayerCompression.TryParse(item.GetMetadata(ItemMetadata.Compression), out LayerCompression compression) ? compression : null,
        };
    }
}
