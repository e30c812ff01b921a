using LayerKit.MSBuild.Incremental;
using LayerKit.MSBuild.Items;
using Microsoft.Build.Framework;
using Task = System.Threading.Tasks.Task;

namespace LayerKit.MSBuild.Tasks;

/// <summary>Checks <c>LayerExport</c> items and finds out whether the tars of the last export are still there, as they were written.</summary>
/// <remarks>Its verdict are two files, as with <see cref="CollectLayers"/>.</remarks>
[MSBuildMultiThreadableTask]
public sealed class CollectExports : LayerKitTask
{
    /// <summary>The <c>LayerExport</c> items.</summary>
    [Required]
    public ITaskItem[] Exports { get; set; } = [];

    /// <summary>This build's <c>LayerImported</c> items.</summary>
    public ITaskItem[] Imported { get; set; } = [];

    /// <summary>Absolute path of the file that says what the export is made from.</summary>
    [Required]
    public string InputsFile { get; set; } = "";

    /// <summary>Absolute path of the file with the results of the last export.</summary>
    [Required]
    public string ResultsFile { get; set; } = "";

    /// <summary>The tars to write.</summary>
    [Output]
    public ITaskItem[] Tars { get; private set; } = [];

    private protected override Task RunAsync(CancellationToken cancellationToken)
    {
        List<ExportItem> exports = Parse();
        if (!Log.HasLoggedErrors)
        {
            Tars = [.. exports.Select(export => export.ToTaskItem())];
            SideFile.WriteIfChanged(InputsFile, exports.Select(export => $"{export.ChainId} {export.Path}"));
            if (File.Exists(ResultsFile) && !ResultsHold(exports))
            {
                File.Delete(ResultsFile);
            }
        }

        return Task.CompletedTask;
    }

    private List<ExportItem> Parse()
    {
        var chainIds = Imported.ToDictionary(layer => layer.ItemSpec, layer => layer.GetMetadata(ItemMetadata.ChainId), StringComparer.Ordinal);
        var paths = new HashSet<string>(StringComparer.Ordinal);
        var exports = new List<ExportItem>();
        foreach (ITaskItem item in Exports)
        {
            try
            {
                var export = ExportItem.Parse(item, chainIds);
                exports.Add(paths.Add(export.Path)
                    ? export
                    : throw new ItemFault(ItemCodes.DuplicateName, item, $"two LayerExport items write '{item.ItemSpec}': give one of them another path"));
            }
            catch (ItemFault fault)
            {
                LogFault(fault); // The other items' errors are wanted too.
            }
        }

        return exports;
    }

    private bool ResultsHold(List<ExportItem> exports)
    {
        var results = LastResults.Read(ResultsFile).ToDictionary(record => record[ItemMetadata.Path], StringComparer.Ordinal);
        return exports.All(export => results.TryGetValue(export.Path, out ItemRecord? record)
            && File.Exists(export.Path)
            && InputStamp.OfFile(export.Path) == record.Stamp);
    }
}
