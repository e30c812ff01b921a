using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LayerKit.Generators.Tests.Analyzers;

public sealed class SetupTests
{
    [Fact]
    public async Task An_old_language_version_is_an_error_at_the_attribute()
    {
        Diagnostic found = Assert.Single(await ReportAsync(Compile(LanguageVersion.CSharp13)));
        Assert.Equal("LK3002", found.Id);
        Assert.Equal(
            "The code that LayerKit generates needs C# 14, and this project is compiled as C# 13.0: remove LangVersion, or set it to 14.0 or later",
            found.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task The_language_version_of_generated_code_is_fine() =>
        Assert.Empty(await ReportAsync(Compile(LanguageVersion.CSharp14)));

    [Fact]
    public async Task A_generator_that_wrote_a_file_twice_is_reported_once()
    {
        CSharpCompilation compilation = Harness.Compile("Twice", [Sample.Driver("same", "Twice")]);
        ISourceGenerator[] twice = [new PluginGenerator().AsSourceGenerator(), new PluginGenerator().AsSourceGenerator()];
        CSharpGeneratorDriver.Create(twice, parseOptions: (CSharpParseOptions)compilation.SyntaxTrees[0].Options).RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
        Diagnostic found = Assert.Single(await ReportAsync(output), diagnostic => diagnostic.Id == "LK3003");
        Assert.Contains("LayerKit.Generators has written", found.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_generator_that_runs_once_is_fine() =>
        Assert.Empty(await ReportAsync(Harness.Generate("Once", Sample.Driver("one", "Once"), Sample.Driver("two", "Other").Replace("Priority = 1", "Priority = 2", StringComparison.Ordinal)).Output));

    private static CSharpCompilation Compile(LanguageVersion version) =>
        Harness.Compile("Versioned", []).AddSyntaxTrees(
            CSharpSyntaxTree.ParseText("[LayerKit.Registration.LayerDriverHost] public static partial class Drivers;", new CSharpParseOptions(version)));

    private static async Task<IEnumerable<Diagnostic>> ReportAsync(Compilation compilation) =>
        (await compilation.WithAnalyzers(AnalyzerRun.Analyzers).GetAnalyzerDiagnosticsAsync()).Where(diagnostic => diagnostic.Id is not "LK1008");
}
