using LayerKit.MSBuild.Incremental;
using LayerKit.MSBuild.Items;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Task = System.Threading.Tasks.Task;

namespace LayerKit.MSBuild.Tasks;

/// <summary>Turns a results file into items; runs in every build, also in those that skip the target whose results they are.</summary>
[MSBuildMultiThreadableTask]
public sealed class ReadLayerResults : LayerKitTask
{
    /// <summary>Absolute path of the results file.</summary>
    [Required]
    public string ResultsFile { get; set; } = "";

    /// <summary>One item for each result, in the file's order.</summary>
    [Output]
    public ITaskItem[] Results { get; private set; } = [];

    private protected override Task RunAsync(CancellationToken cancellationToken)
    {
        Results = [.. LastResults.Read(ResultsFile).Select(ToItem)];
        return Task.CompletedTask;
    }

    private static TaskItem ToItem(ItemRecord record)
    {
        TaskItem item = Escaped.TaskItem(record.Identity);
        foreach ((string name, string value) in record.Metadata)
        {
            Escaped.SetMetadata(item, name, value);
        }

        return item;
    }
}
