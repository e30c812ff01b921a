using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace LayerKit.Generators.Tests.Analyzers;

/// <summary>Every rule has code that breaks it, code that does not, a page and an entry among the releases.</summary>
public sealed partial class RuleTests
{
    /// <summary>Rules that need more than one file; their tests are <see cref="HostAnalyzerTests"/> and <see cref="SetupTests"/>.</summary>
    private static readonly string[] TestedElsewhere = ["LK1007", "LK3002", "LK3003"];

    private static readonly DiagnosticDescriptor[] Rules = [.. AnalyzerRun.Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).OrderBy(rule => rule.Id, StringComparer.Ordinal)];

    public static TheoryData<string> Cases => [.. RuleCase.Ids];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Wrong_code_is_reported_where_it_is(string id)
    {
        RuleCase item = RuleCase.Of(id);
        var found = await AnalyzerRun.ReportAsync(Harness.Compile("Code", [item.Wrong, Sample.Stubs]), item.IsBroken);
        (Found[] planted, Found[] reported) = await Marked.CompareAsync(item.Wrong, found);
        Assert.Equal(planted, reported);
        Assert.All(planted, place => Assert.Equal(id, place.Id));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Right_code_is_left_alone(string id) =>
        Assert.Empty(await AnalyzerRun.ReportAsync(Harness.Compile("Code", [RuleCase.Of(id).Right, Sample.Stubs])));

    [Fact]
    public void Every_rule_has_a_case() =>
        Assert.Equal(
            Rules.Select(rule => rule.Id),
            RuleCase.Ids.Concat(TestedElsewhere).Concat(Marks().Matches(Sample.Misuse).Select(match => match.Groups[1].Value)).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Every_rule_is_on_and_says_what_to_do()
    {
        foreach (DiagnosticDescriptor rule in Rules)
        {
            Assert.True(rule.IsEnabledByDefault, rule.Id);
            Assert.Contains(": ", rule.MessageFormat.ToString(), StringComparison.Ordinal);
            Assert.Equal($"docs/diagnostics/{rule.Id}.md", rule.HelpLinkUri);
        }
    }

    [Fact]
    public void Every_rule_has_its_page_and_its_release_entry()
    {
        string root = typeof(RuleTests).Assembly.GetCustomAttributes(typeof(System.Reflection.AssemblyMetadataAttribute), false)
            .Cast<System.Reflection.AssemblyMetadataAttribute>()
            .Single(item => item.Key == "RepositoryRoot").Value!;
        string releases = File.ReadAllText(Path.Combine(root, "generators/LayerKit.Generators/Diagnostics/AnalyzerReleases.Unshipped.md"));
        foreach (DiagnosticDescriptor rule in Rules)
        {
            Assert.Contains($"{rule.Id} | {rule.Category} | {rule.DefaultSeverity} | ", releases, StringComparison.Ordinal);
            Assert.True(File.Exists(Path.Combine(root, rule.HelpLinkUri)), rule.HelpLinkUri);
        }
    }

    [Fact]
    public async Task Nothing_is_looked_at_where_LayerKit_is_not_referenced()
    {
        Compilation compilation = Harness.Compile("Foreign", [RuleCase.Of("LK1001").Wrong]);
        compilation = compilation.RemoveReferences(compilation.References.Where(reference => Path.GetFileName(reference.Display)!.StartsWith("LayerKit", StringComparison.Ordinal)));
        Assert.Empty(await Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzerExtensions.WithAnalyzers(compilation, AnalyzerRun.Analyzers).GetAnalyzerDiagnosticsAsync());
    }

    [GeneratedRegex(@"/\*(LK\d{4})\*/")]
    private static partial Regex Marks();
}
