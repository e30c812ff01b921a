using LayerKit.Errors;
using LayerKit.MSBuild.Exporting;
using LayerKit.MSBuild.Importing;
using LayerKit.MSBuild.Incremental;
using LayerKit.MSBuild.Items;
using Microsoft.Build.Framework;
using Task = System.Threading.Tasks.Task;

namespace LayerKit.MSBuild.Tasks;

/// <summary>Writes layers' tars, byte for byte as they were registered, and images; what has those bytes already is left alone.</summary>
/// <remarks>A build's store is a cache: when it turns out that a layer in it is damaged or gone, the project's layers are imported again, once.</remarks>
[MSBuildMultiThreadableTask]
public sealed class ExportLayers : ExportsTask
{
    private bool _importedAgain;

    /// <summary>Absolute path of the file with the results of the import.</summary>
    [Required]
    public string ResultsFile { get; set; } = "";

    /// <summary>Absolute path of a directory of this build's for compressed layers.</summary>
    [Required]
    public string BlobCache { get; set; } = "";

    /// <summary>True. MSBuild infers a property that a skipped target would set, but no output of its tasks: this tells a run from a skip.</summary>
    [Output]
    public bool Ran { get; private set; }

    private protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<ExportItem> exports = ParseExports();
        if (Log.HasLoggedErrors)
        {
            return;
        }

        var results = new List<ItemRecord>();
        using LayerStore store = await OpenStoreAsync(cancellationToken).ConfigureAwait(false);
        foreach (ExportItem export in exports)
        {
            Current = export.Item;
            results.Add(await ExportAsync(store, export, cancellationToken).ConfigureAwait(false));
        }

        LastResults.Write(ExportResultsFile, results);
        Ran = true;
    }

    private async Task<ItemRecord> ExportAsync(LayerStore store, ExportItem export, CancellationToken cancellationToken)
    {
        try
        {
            return await WriteAsync(store, export, cancellationToken).ConfigureAwait(false);
        }
        catch (LayerKitException damage) when (damage is LayerCorruptException or LayerNotFoundException && !_importedAgain && Imports.Length > 0)
        {
            Log.LogMessage(MessageImportance.Normal, "LayerKit: {0} The layers of this project are imported again.", damage.Message);
        }

        _importedAgain = true;
        await ImportAgainAsync(store, cancellationToken).ConfigureAwait(false);
        Current = export.Item;
        return await WriteAsync(store, export, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ItemRecord> WriteAsync(LayerStore store, ExportItem export, CancellationToken cancellationToken)
    {
        ItemRecord record;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(export.Path)!);
            record = export.Format is { } format
                ? await new ImageExport(store, export, Imported).WriteAsync(format, BlobCache, cancellationToken).ConfigureAwait(false)
                : await new TarExport(store, export).WriteAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ItemFault(ItemCodes.OutputNotWritable, export.Item, $"cannot write layer export '{export.Path}': {exception.Message}");
        }

        Log.LogMessage(MessageImportance.Normal, "LayerKit: {0} {1}", export.Path, record[ItemMetadata.Written] == "true" ? "written" : "is the same already");
        return record;
    }

    private async Task ImportAgainAsync(LayerStore store, CancellationToken cancellationToken)
    {
        IReadOnlyList<PlannedLayer> layers = Plan();
        await using var importer = new LayerImporter(store, new BuildLease(Project, Lease), Log, item => Current = item);
        await LayerImporter.RemoveAsync(store, LastResults.Read(ResultsFile), cancellationToken).ConfigureAwait(false);
        await importer.ImportAsync(layers, Referenced, [], cancellationToken).ConfigureAwait(false);
    }
}
