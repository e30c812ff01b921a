using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace LayerKit.Cli.Output;

/// <summary>Where a command's results and remarks go: results to standard output, remarks to standard error.</summary>
internal sealed class ConsoleOutput(bool json, bool quiet)
{
    public bool Json => json;

    /// <summary>Whether somebody is there to watch a progress bar.</summary>
    public bool ShowsProgress => !json && !quiet && ProgressBar.IsPossible;

    /// <summary>Writes a command's result: the document for <c>--json</c>, the text otherwise.</summary>
    public void Write<T>(T document, JsonTypeInfo<T> type, Action<TextWriter> writeText)
    {
        // Console.Out flushes at each line, a table has thousands.
        using StreamWriter output = new(Console.OpenStandardOutput(), new UTF8Encoding(false), leaveOpen: true);
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(document, type));
        }
        else
        {
            writeText(output);
        }
    }

    /// <summary>Remarks on what was done, for people.</summary>
    public void Note(string line)
    {
        if (!quiet)
        {
            Console.Error.WriteLine(line);
        }
    }
}
