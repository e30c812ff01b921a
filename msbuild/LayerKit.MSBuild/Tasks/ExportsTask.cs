using LayerKit.Images;
using LayerKit.MSBuild.Exporting;
using LayerKit.MSBuild.Items;
using Microsoft.Build.Framework;

namespace LayerKit.MSBuild.Tasks;

/// <summary>A task that works on all <c>LayerExport</c> items of a project, and on what it says about its images.</summary>
public abstract class ExportsTask : LayersTask
{
    private const string DefaultTag = "latest";

    /// <summary>The <c>LayerExport</c> items.</summary>
    [Required]
    public ITaskItem[] Exports { get; set; } = [];

    /// <summary>This build's <c>LayerImported</c> items, those of referenced projects included.</summary>
    public ITaskItem[] Imported { get; set; } = [];

    /// <summary>Absolute path of the file with the results of the last export.</summary>
    [Required]
    public string ExportResultsFile { get; set; } = "";

    /// <summary>How layers of images are compressed, such as <c>zstd:9</c>; empty for gzip.</summary>
    public string Compression { get; set; } = "";

    /// <summary>Name of the images, without a tag.</summary>
    public string Repository { get; set; } = "";

    /// <summary>Tags of the images, with <c>;</c> between them.</summary>
    public string Tags { get; set; } = "";

    /// <summary>The SDK's name for what the project is built for, such as <c>linux-x64</c>; empty when it runs anywhere.</summary>
    public string RuntimeIdentifier { get; set; } = "";

    /// <summary>User that the command runs as.</summary>
    public string User { get; set; } = "";

    /// <summary>Directory that the command starts in.</summary>
    public string WorkingDirectory { get; set; } = "";

    /// <summary>The command, part by part.</summary>
    public ITaskItem[] Entrypoint { get; set; } = [];

    /// <summary>Arguments of the command that a caller may replace.</summary>
    public ITaskItem[] Command { get; set; } = [];

    /// <summary>The SDK's <c>ContainerEnvironmentVariable</c>.</summary>
    public ITaskItem[] EnvironmentVariables { get; set; } = [];

    /// <summary>The SDK's <c>ContainerPort</c>.</summary>
    public ITaskItem[] Ports { get; set; } = [];

    /// <summary>The SDK's <c>ContainerLabel</c>.</summary>
    public ITaskItem[] Labels { get; set; } = [];

    /// <summary>The exports whose items are right; the others are logged.</summary>
    private protected IReadOnlyList<ExportItem> ParseExports()
    {
        ImageSettings settings = Settings();
        var paths = new HashSet<string>(StringComparer.Ordinal);
        var exports = new List<ExportItem>();
        foreach (ITaskItem item in Exports)
        {
            try
            {
                var export = ExportItem.Parse(item, Imported, settings);
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

    /// <summary>One line for each thing that decides what is written.</summary>
    private protected IReadOnlyList<string> ExportLines(IEnumerable<ExportItem> exports) =>
        [$"tasks {typeof(ExportsTask).Module.ModuleVersionId} {typeof(ImageWriter).Module.ModuleVersionId}", .. Settings().Lines(), .. Histories(), .. exports.SelectMany(export => export.Lines())];

    private IEnumerable<string> Histories() => Imported.Select(layer => $"{layer.ItemSpec} {layer.GetMetadata(ItemMetadata.Compression)} {layer.GetMetadata(ItemMetadata.History)}");

    private ImageSettings Settings()
    {
        ImagePlatform? runtime = ImageSettings.PlatformOf(RuntimeIdentifier);
        string repository = ImageSettings.Repository(Repository);
        string[] tags = Tags.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var config = new ImageConfig
        {
            Platform = runtime ?? ImagePlatform.Current,
            Created = DateTimeOffset.FromUnixTimeSeconds(ParseEpoch()),
            User = User.Length > 0 ? User : null,
            WorkingDir = WorkingDirectory.Length > 0 ? WorkingDirectory : null,
            Entrypoint = [.. Entrypoint.Select(part => part.ItemSpec)],
            Cmd = [.. Command.Select(part => part.ItemSpec)],
            Env = [.. EnvironmentVariables.Select(ImageSettings.Variable)],
            ExposedPorts = [.. Ports.Select(ImageSettings.Port)],
            Labels = ImageSettings.Labels(Labels),
        };
        return new ImageSettings(config, [.. (tags is [] ? [DefaultTag] : tags).Select(tag => $"{repository}:{tag}")], Compression) { Runtime = runtime };
    }
}
