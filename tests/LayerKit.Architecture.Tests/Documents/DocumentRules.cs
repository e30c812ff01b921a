using System.Text.RegularExpressions;

namespace LayerKit.Architecture.Tests.Documents;

/// <summary>What the documents promise.</summary>
internal static partial class DocumentRules
{
    /// <summary>A link inside the repository leads to a file or folder that is there.</summary>
    public static IEnumerable<Finding> BrokenLinks(string path, string text, Func<string, bool> exists) =>
        from line in text.Split('\n').Select((content, index) => (Content: content, Number: index + 1))
        from match in Link().Matches(line.Content)
        let target = match.Groups[1].Value.Split('#')[0]
        where target.Length > 0 && !target.Contains("://", StringComparison.Ordinal) && !exists(Resolve(path, target))
        select new Finding(path, line.Number, $"leads to {target}, which is not there");

    /// <summary>A link to a heading, in this document or another, leads to a heading that is there.</summary>
    public static IEnumerable<Finding> BrokenAnchors(string path, string text, Func<string, string> read) =>
        from line in text.Split('\n').Select((content, index) => (Content: content, Number: index + 1))
        from match in Link().Matches(line.Content)
        let parts = match.Groups[1].Value.Split('#')
        where parts.Length == 2 && !parts[0].Contains("://", StringComparison.Ordinal)
        where !Headings(parts[0].Length == 0 ? text : read(Resolve(path, parts[0]))).Contains(parts[1])
        select new Finding(path, line.Number, $"leads to #{parts[1]}, which is no heading");

    /// <summary>The commands of a document's <c>sh</c> blocks, in order, without comments.</summary>
    public static IEnumerable<string> Commands(string document) =>
        from block in ShellBlock().Matches(document)
        from line in block.Groups[1].Value.Split('\n')
        let command = line.Split(" # ")[0].Trim()
        where command.Length > 0 && !command.StartsWith('#')
        select command;

    /// <summary>What continuous integration runs first is what a reader is told to run.</summary>
    public static IEnumerable<Finding> CommandsNotRun(IEnumerable<string> commands, string script) =>
        commands.Where(command => !script.Split('\n').Any(line => line.TrimEnd().EndsWith(command, StringComparison.Ordinal)))
            .Select(command => new Finding(".ci/run", 0, $"does not run the README's '{command}'"));

    // As GitHub makes them: lower case, spaces to hyphens, everything else that is no word left out.
    private static IEnumerable<string> Headings(string document) => document.Split('\n')
        .Where(line => line.StartsWith('#'))
        .Select(line => NotInAnchors().Replace(line.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    private static string Resolve(string path, string target)
    {
        string directory = Path.GetDirectoryName(path) ?? "";
        return Path.GetRelativePath("/", Path.GetFullPath(Path.Combine("/", directory, target))).Replace('\\', '/');
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchors();

    [GeneratedRegex("^```sh\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex ShellBlock();
}
