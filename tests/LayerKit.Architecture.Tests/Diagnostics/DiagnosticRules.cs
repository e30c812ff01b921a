using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;

namespace LayerKit.Architecture.Tests.Diagnostics;

/// <summary>One register of codes: each has a page, none means two things.</summary>
internal static partial class DiagnosticRules
{
    private const string Pages = "docs/diagnostics/";

    /// <summary>Codes that the code can report: in string literals of C#, and in targets.</summary>
    public static IEnumerable<(string Code, Finding Place)> Reported(SourceFile file) =>
        from token in file.Unit.DescendantTokens()
        where token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken or SyntaxKind.MultiLineRawStringLiteralToken
        from match in Code().Matches(token.Text)
        select (match.Value, file.At(token, match.Value));

    public static IEnumerable<(string Code, Finding Place)> Reported(ProjectFile file) =>
        from line in file.Text.Split('\n').Select((text, index) => (Text: text, Number: index + 1))
        from match in Code().Matches(line.Text)
        select (match.Value, new Finding(file.Path, line.Number, match.Value));

    public static IEnumerable<Finding> MissingPages(IEnumerable<(string Code, Finding Place)> reported, IReadOnlyCollection<string> files) =>
        reported.DistinctBy(code => code.Code).Where(code => !files.Contains($"{Pages}{code.Code}.md")).Select(code => code.Place with { Text = $"{code.Code} has no page" });

    public static IEnumerable<Finding> PagesWithoutCode(IEnumerable<(string Code, Finding Place)> reported, IEnumerable<string> files)
    {
        HashSet<string> codes = [.. reported.Select(code => code.Code)];
        return files.Where(IsPage).Where(page => !codes.Contains(Path.GetFileNameWithoutExtension(page))).Select(page => new Finding(page, 0, "nothing reports this code"));
    }

    /// <summary>The register lists each page once, with its code as the link's text.</summary>
    public static IEnumerable<Finding> RegisterDifferences(string register, IEnumerable<string> files)
    {
        ILookup<string, string> listed = Row().Matches(register).Select(match => match.Groups[1].Value).ToLookup(code => code);
        HashSet<string> pages = [.. files.Where(IsPage).Select(page => Path.GetFileNameWithoutExtension(page))];
        return pages.Where(page => listed[page].Count() != 1).Select(page => $"{page} is listed {listed[page].Count()} times")
            .Concat(listed.Where(code => !pages.Contains(code.Key)).Select(code => $"{code.Key} has no page"))
            .Select(found => new Finding(Pages + "README.md", 0, found));
    }

    public static IEnumerable<Finding> SharedCodes(IEnumerable<SourceFile> errors) =>
        from file in errors
        from code in Reported(file)
        group code.Place by code.Code into places
        where places.Select(place => place.Path).Distinct().Count() > 1
        select places.Last() with { Text = $"{places.Key} belongs to {places.First().Path}" };

    /// <summary>A page says what happened, why, and what to do, in an order that is the same everywhere.</summary>
    public static IEnumerable<Finding> ThinPages(string path, string text) =>
        from start in new[] { $"# {Path.GetFileNameWithoutExtension(path)}: ", "**Why.** ", "**What to do.** " }
        where !text.Split('\n').Any(line => line.StartsWith(start, StringComparison.Ordinal))
        select new Finding(path, 0, $"has no line that starts with '{start.Trim()}'");

    public static bool IsPage(string file) =>
        file.StartsWith(Pages, StringComparison.Ordinal) && Code().IsMatch(Path.GetFileNameWithoutExtension(file));

    [GeneratedRegex(@"\bLK[0-9]{4}\b")]
    private static partial Regex Code();

    [GeneratedRegex(@"^\| \[(LK[0-9]{4})\]\(\1\.md\) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
