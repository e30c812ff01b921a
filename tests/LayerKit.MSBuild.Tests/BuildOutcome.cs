using System.Text.Json;
using System.Text.RegularExpressions;

namespace LayerKit.MSBuild;

/// <summary>What a build returned and said.</summary>
internal sealed partial record BuildOutcome(int ExitCode, string Output, string Directory)
{
    /// <summary>The build's error lines, each once, with the sandbox's path taken out.</summary>
    public string Errors => Lines(": error ");

    /// <summary>The same of warnings.</summary>
    public string Warnings => Lines(": warning LK");

    public bool Skipped(string target) => Output.Contains($"Skipping target \"{target}\" because all output files are up-to-date", StringComparison.Ordinal);

    public bool Ran(string task) => Output.Contains($"Task \"{task}\"", StringComparison.Ordinal) || Output.Contains($"Task \"LayerKit.MSBuild.Tasks.{task}\"", StringComparison.Ordinal);

    /// <summary>What <c>-getItem</c> printed, without what MSBuild adds to every item.</summary>
    public IReadOnlyList<SortedDictionary<string, string>> Items(string name) =>
        [.. JsonDocument.Parse(Output).RootElement.GetProperty("Items").GetProperty(name).EnumerateArray().Select(Own)];

    public string Scrubbed(string text)
    {
        var digests = new Dictionary<string, string>();
        string local = text.Replace(Directory, "{project}", StringComparison.Ordinal);
        return Digest().Replace(local, match => digests.TryAdd(match.Value, $"sha256:#{digests.Count + 1}") ? digests[match.Value] : digests[match.Value]);
    }

    private string Lines(string kind) => string.Join('\n', Output.Split('\n')
        .Where(line => line.Contains(kind, StringComparison.Ordinal))
        .Select(line => NodePrefix().Replace(Scrubbed(line), "").Trim())
        .Distinct());

    private static SortedDictionary<string, string> Own(JsonElement item)
    {
        var values = item.EnumerateObject().ToDictionary(property => property.Name, property => property.Value.GetString()!);
        string[] wellKnown =
            ["FullPath", "RootDir", "Filename", "Extension", "RelativeDir", "Directory", "RecursiveDir", "ModifiedTime", "CreatedTime", "AccessedTime",
             "DefiningProjectFullPath", "DefiningProjectDirectory", "DefiningProjectName", "DefiningProjectExtension"];
        return new(values.Where(value => !wellKnown.Contains(value.Key)).ToDictionary(), StringComparer.Ordinal);
    }

    [GeneratedRegex("sha256:[0-9a-f]{64}")]
    private static partial Regex Digest();

    [GeneratedRegex(@"^\s*\d+>")]
    private static partial Regex NodePrefix();
}
