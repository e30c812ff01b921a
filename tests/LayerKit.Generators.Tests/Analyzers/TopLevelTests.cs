using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LayerKit.Generators.Tests.Analyzers;

/// <summary>Programs without a Main of their own are followed like methods.</summary>
public sealed class TopLevelTests
{
    private const string Start = "using LayerKit; using LayerKit.Identity; using System; LayerStore store = await LayerStore.OpenAsync(new(\"root\") { Drivers = new() }); ChainId id = default;\n";

    [Fact]
    public async Task A_leak_in_a_program_is_found() => Assert.Equal(["LK2101"], await ReportAsync("Layer layer = store.Get(id);\nConsole.WriteLine(layer.Size);"));

    [Fact]
    public async Task A_program_that_releases_is_fine() => Assert.Empty(await ReportAsync("await using Layer layer = store.Get(id);\nConsole.WriteLine(layer.Size);"));

    private static async Task<string[]> ReportAsync(string program)
    {
        CSharpCompilation compilation = Harness.Compile("Program", [Start + program]);
        compilation = compilation.WithOptions(compilation.Options.WithOutputKind(OutputKind.ConsoleApplication));
        return [.. (await AnalyzerRun.ReportAsync(compilation)).Select(found => found.Id)];
    }
}
