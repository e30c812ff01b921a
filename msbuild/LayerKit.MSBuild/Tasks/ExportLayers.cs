using System.Globalization;
using System.Security.Cryptography;
using LayerKit.Identity;
using LayerKit.MSBuild.Incremental;
using LayerKit.MSBuild.Items;
using Microsoft.Build.Framework;
using Task = System.Threading.Tasks.Task;

namespace LayerKit.MSBuild.Tasks;

/// <summary>Writes layers' tars, byte for byte as they were registered; a file that has those bytes already is left alone.</summary>
[MSBuildMultiThreadableTask]
public sealed class ExportLayers : StoreTask
{
    /// <summary>What <see cref="CollectExports"/> made of the <c>LayerExport</c> items.</summary>
    [Required]
    public ITaskItem[] Tars { get; set; } = [];

    /// <summary>Absolute path of the file that the results go to.</summary>
    [Required]
    public string ResultsFile { get; set; } = "";

    /// <summary>True. MSBuild infers a property that a skipped target would set, but no output of its tasks: this tells a run from a skip.</summary>
    [Output]
    public bool Ran { get; private set; }

    private protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        var results = new List<ItemRecord>();
        using LayerStore store = await OpenStoreAsync(cancellationToken).ConfigureAwait(false);
        foreach (ITaskItem item in Tars)
        {
            Current = item;
            results.Add(await ExportAsync(store, ExportItem.FromTaskItem(item), cancellationToken).ConfigureAwait(false));
        }

        LastResults.Write(ResultsFile, results);
        Ran = true;
    }

    private async Task<ItemRecord> ExportAsync(LayerStore store, ExportItem export, CancellationToken cancellationToken)
    {
        await using Layer layer = store.Get(export.ChainId);
        bool current = await HasContentAsync(export.Path, layer.DiffId, cancellationToken).ConfigureAwait(false);
        if (!current)
        {
            await WriteAsync(layer, export, cancellationToken).ConfigureAwait(false);
        }

        Log.LogMessage(MessageImportance.Normal, "LayerKit: {0} {1}", export.Path, current ? "has the layer's bytes already" : "written");
        return new ItemRecord(export.Item.ItemSpec, InputStamp.OfFile(export.Path), new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [ItemMetadata.Path] = export.Path,
            [ItemMetadata.ChainId] = layer.ChainId.ToString(),
            [ItemMetadata.DiffId] = layer.DiffId.ToString(),
            ["Size"] = new FileInfo(export.Path).Length.ToString(CultureInfo.InvariantCulture),
            ["Written"] = current ? "false" : "true",
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
    private static async Task WriteAsync(Layer layer, ExportItem export, CancellationToken cancellationToken)
    {
        string beside = $"{export.Path}.{Path.GetRandomFileName()}";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(export.Path)!);
            using (FileStream file = File.Create(beside))
            using (Stream tar = layer.OpenTar())
            {
                await tar.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
            }

            File.Move(beside, export.Path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ItemFault(ItemCodes.OutputNotWritable, export.Item, $"cannot write layer export '{export.Path}': {exception.Message}");
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
