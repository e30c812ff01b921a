using System.Text.RegularExpressions;

namespace LayerKit.Architecture.Tests.Layout;

/// <summary>What the repository holds and what it may speak of.</summary>
internal static partial class LayoutRules
{
    private static readonly HashSet<string> Folders = new(StringComparer.Ordinal) { ".ci", "docs", "examples", "generators", "msbuild", "src", "tests" };
    private static readonly HashSet<string> RootFiles = new(StringComparer.Ordinal)
    {
        ".editorconfig", ".gitattributes", ".gitignore", "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "Directory.Build.props",
        "Directory.Packages.props", "LICENSE", "LayerKit.sln", "README.md", "global.json", "version.json",
    };

    // Taken apart, so that this file does not break the rule itself.
    private static readonly string[] ForeignWords =
        ["helper " + "session", "shared/" + "design", "/tmp/" + "wt", "/tmp/" + "fixapi", "/dev/shm/" + "in/", "mechanisms" + ".md", "contract" + ".md", "roadmap" + ".md"];

    /// <summary>The top level holds exactly what the map in the README names.</summary>
    public static IEnumerable<Finding> TopLevel(IReadOnlyCollection<string> files)
    {
        HashSet<string> folders = [.. files.Where(file => file.Contains('/', StringComparison.Ordinal)).Select(file => file.Split('/')[0])];
        HashSet<string> here = [.. files.Where(file => !file.Contains('/', StringComparison.Ordinal))];
        IEnumerable<string> further = folders.Except(Folders).Concat(here.Except(RootFiles));
        IEnumerable<string> missing = Folders.Except(folders).Concat(RootFiles.Except(here));
        return further.Select(name => new Finding(name, 0, "does not belong at the top level")).Concat(missing.Select(name => new Finding(name, 0, "is missing")));
    }

    public static IEnumerable<Finding> SolutionDifferences(string solution, IEnumerable<string> projects)
    {
        HashSet<string> listed = [.. SolutionProjects().Matches(solution).Select(match => match.Groups[1].Value.Replace('\\', '/'))];
        HashSet<string> present = [.. projects];
        return present.Except(listed).Select(path => new Finding(path, 0, "is not in LayerKit.sln"))
            .Concat(listed.Except(present).Select(path => new Finding(path, 0, "is in LayerKit.sln and not on disk")));
    }

    /// <summary>A text names no place that only one machine has, and no paper that is not part of the repository.</summary>
    public static IEnumerable<Finding> ForeignPlaces(string path, string text) =>
        text.Split('\n')
            .Select((line, index) => new Finding(path, index + 1, line.Trim()))
            .Where(finding => MachinePath().IsMatch(finding.Text) || ForeignWords.Any(word => finding.Text.Contains(word, StringComparison.Ordinal)));

    public static IEnumerable<Finding> MissingApiFiles(IEnumerable<ProjectFile> projects, IReadOnlyCollection<string> files) =>
        from project in projects
        where project.Area == "src"
        from name in new[] { "PublicAPI.Shipped.txt", "PublicAPI.Unshipped.txt" }
        where !files.Contains($"{project.Directory}/{name}")
        select new Finding(project.Path, 0, $"has no {name} beside it");

    [GeneratedRegex("""^Project\("[^"]*"\) = "[^"]*", "([^"]*\.csproj)",""", RegexOptions.Multiline)]
    private static partial Regex SolutionProjects();

    // An absolute path below /work; "$root/work/" and "overlay2/x/work/" are overlayfs's work directory.
    [GeneratedRegex(@"(?<![\w.})\]>*/-])/work/")]
    private static partial Regex MachinePath();
}
