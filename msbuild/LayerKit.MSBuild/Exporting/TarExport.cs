using System.Globalization;
using System.Security.Cryptography;
using LayerKit.Identity;
using LayerKit.MSBuild.Incremental;
using LayerKit.MSBuild.Items;

namespace LayerKit.MSBuild.Exporting;

/// <summary>Writes one layer's tar, byte for byte as it was registered.</summary>
internal sealed class TarExport(LayerStore store, ExportItem export)
{
    public async Task<ItemRecord> WriteAsync(CancellationToken cancellationToken)
    {
        await using Layer layer = store.Get(export.Top);
        bool current = await HasContentAsync(export.Path, layer.DiffId, cancellationToken).ConfigureAwait(false);
        if (!current)
        {
            await WriteAsync(layer, cancellationToken).ConfigureAwait(false);
        }

        return new ItemRecord(export.Item.ItemSpec, InputStamp.Of(export.Path), [], new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [ItemMetadata.Path] = export.Path,
            [ItemMetadata.ChainId] = layer.ChainId.ToString(),
            [ItemMetadata.DiffId] = layer.DiffId.ToString(),
            [ItemMetadata.Digest] = layer.DiffId.ToString(),
            [ItemMetadata.Size] = new FileInfo(export.Path).Length.ToString(CultureInfo.InvariantCulture),
            [ItemMetadata.Written] = current ? "false" : "true",
        });
    }

    private static async Task<bool> HasContentAsync(string path, DiffId diffId, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        using FileStream file = File.OpenRead(path);
        return Digest.FromHash(await SHA256.HashDataAsync(file, cancellationToken).ConfigureAwait(false)) == diffId.Digest;
    }

    /// <summary>Writes beside the file and renames, so that nobody sees half a tar, or one whose digest turned out wrong.</summary>
    private async Task WriteAsync(Layer layer, CancellationToken cancellationToken)
    {
        string beside = $"{export.Path}.{Path.GetRandomFileName()}";
        try
        {
            using (FileStream file = File.Create(beside))
            using (Stream tar = layer.OpenTar())
            {
                await tar.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
            }

            File.Move(beside, export.Path, overwrite: true);
        }
        finally
        {
            DeleteLeftOver(beside);
        }
    }

    private static void DeleteLeftOver(string path)
    {
        if (File.Exists(path))
        {
            File.Delete(path);
        }
    }
}
