using LayerKit.Cli.Json;
using LayerKit.Drivers;

namespace LayerKit.Cli.Output;

/// <summary>How commands say what changed.</summary>
internal static class ChangeReport
{
    public static void Write(ConsoleOutput output, IReadOnlyList<Change> changes)
    {
        ChangedPath[] paths = [.. changes.Select(ChangedPath.Of)];
        output.Write(paths, CliJson.Readable.ChangedPathArray, text => WriteLines(paths, text));
    }

    private static void WriteLines(ChangedPath[] paths, TextWriter text)
    {
        foreach (ChangedPath path in paths)
        {
            text.WriteLine($"{path.Kind} {path.Path}");
        }
    }
}
