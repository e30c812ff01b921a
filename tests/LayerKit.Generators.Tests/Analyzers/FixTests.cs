namespace LayerKit.Generators.Tests.Analyzers;

public sealed class FixTests
{
    private const string Usings =
        "using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using LayerKit; using LayerKit.Drivers; using LayerKit.Identity; "
        + "using LayerKit.Metadata; using LayerKit.References; using LayerKit.Registration; using Stubs;\n";

    /// <summary>Rules that the user alone can decide.</summary>
    private static readonly string[] WithoutFix = ["LK1007", "LK1008", "LK1102", "LK1105", "LK1106", "LK2102", "LK3002", "LK3003"];

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, FixCases.All.Count)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_fix_makes_the_report_go_away_and_the_code_compile(int index)
    {
        FixCase item = FixCases.All[index];
        (string text, string[] reported) = await FixRun.ApplyAsync(Usings + item.Before, item.Id, item.Title);
        Assert.True(text.Contains(item.After, StringComparison.Ordinal), text);
        Assert.Empty(reported);
    }

    [Fact]
    public void Every_rule_has_a_fix_or_says_that_it_has_none() =>
        Assert.Equal(
            AnalyzerRun.Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(rule => rule.Id).Order(StringComparer.Ordinal),
            FixRun.Providers.SelectMany(provider => provider.FixableDiagnosticIds).Concat(WithoutFix).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_fix_is_tested() =>
        Assert.Equal(
            FixRun.Providers.SelectMany(provider => provider.FixableDiagnosticIds).Order(StringComparer.Ordinal),
            FixCases.All.Select(item => item.Id).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("LK2101", "public static class C { public static void M(LayerStore store, ChainId id) { Layer l = store.Get(id); l = store.Get(id); l.Dispose(); } }")]
    [InlineData("LK2107", "public static class C { public static bool M(LayerStore store, ChainId id) => store.TryGet(id, out _); }")]
    [InlineData("LK1001", "[LayerDriver(\"g\")] public sealed class G<T> : Driver;")]
    [InlineData("LK1010", "public static class Outer { [LayerDriverHost] public static class Hosts; }")]
    [InlineData("LK1005", "[LayerDriver(\"n\")] public sealed class N(int size) : Driver { public int Size => size; }")]
    public async Task Where_a_fix_would_not_compile_none_is_offered(string id, string source) => Assert.Empty(await FixRun.TitlesAsync(Usings + source, id));
}
