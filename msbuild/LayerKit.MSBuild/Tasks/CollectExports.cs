using LayerKit.MSBuild.Exporting;
using LayerKit.MSBuild.Incremental;
using LayerKit.MSBuild.Items;
using Microsoft.Build.Framework;
using Task = System.Threading.Tasks.Task;

namespace LayerKit.MSBuild.Tasks;

/// <summary>Checks <c>LayerExport</c> items and finds out whether what the last export wrote is still there, as it was written.</summary>
/// <remarks>Its verdict are two files, as with <see cref="CollectLayers"/>.</remarks>
[MSBuildMultiThreadableTask]
public sealed class CollectExports : ExportsTask
{
    private protected override Task RunAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<ExportItem> exports = ParseExports();
        if (!Log.HasLoggedErrors)
        {
            SideFile.WriteIfChanged(InputsFile, ExportLines(exports));
            if (File.Exists(ExportResultsFile) && !ResultsHold(exports))
            {
                File.Delete(ExportResultsFile);
            }
        }

        return Task.CompletedTask;
    }

    private bool ResultsHold(IReadOnlyList<ExportItem> exports)
    {
        var results = LastResults.Read(ExportResultsFile).ToDictionary(record => record[ItemMetadata.Path], StringComparer.Ordinal);
        return exports.All(export => results.TryGetValue(export.Path, out ItemRecord? record)
            && Path.Exists(export.Path)
            && InputStamp.Of(export.Path) == record.Stamp);
    }
}
