using System.Collections.Immutable;
using LayerKit.Generators.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LayerKit.Generators.Tests;

public sealed class HostAnalyzerTests
{
    private const string Duplicate =
        "Driver 'same' is provided by both First.SmallDriverRegistration (First) and Second.SmallDriverRegistration (Second): "
        + "remove one reference, or name one registration in Exclude of the [LayerDriverHost] class";

    private static readonly MetadataReference First = Harness.Plugin("First", Sample.Driver("same", "First"));
    private static readonly MetadataReference Second = Harness.Plugin("Second", Sample.Driver("same", "Second"));

    [Fact]
    public async Task Two_referenced_providers_of_a_name_are_an_error_that_names_both() =>
        Assert.Equal([$"LK1006 {Duplicate}"], await Report([Sample.Host], First, Second));

    [Fact]
    public async Task A_provider_of_the_host_itself_counts_as_well() =>
        Assert.Equal(
            [$"LK1006 {Duplicate.Replace("Second", "Host", StringComparison.Ordinal)}"],
            await Report([Sample.Host, Sample.Driver("same", "Host")], First));

    [Fact]
    public async Task An_alias_of_one_and_the_name_of_another_collide() =>
        Assert.Single(await Report([Sample.Host, Sample.Driver("other", "Host").Replace("Priority = 1", "Aliases = [\"same\"]", StringComparison.Ordinal)], First));

    [Theory]
    [InlineData("Exclude = [\"Second\"]")]
    [InlineData("Exclude = [\"Second.SmallDriverRegistration\"]")]
    [InlineData("Include = [\"First\"]")]
    [InlineData("Exclude = [\"same\"]")]
    public async Task A_host_that_takes_one_of_them_is_fine(string filter) =>
        Assert.Empty(await Report([Sample.Host.Replace("LayerDriverHost", $"LayerDriverHost({filter})", StringComparison.Ordinal)], First, Second));

    [Fact]
    public async Task Without_a_host_nobody_cares() => Assert.Empty(await Report(["public static class Nothing;"], First, Second));

    [Fact]
    public async Task A_plugin_of_another_contract_is_an_error()
    {
        MetadataReference old = Old();
        Assert.Equal(
            ["LK1007 Driver 'old' of Old was built for contract 0 of LayerKit.Abstractions, and this host has 1: take the version of the plugin that was built for it"],
            await Report([Sample.Host], old));
        Assert.DoesNotContain("Old", Harness.Generate(Harness.Compile("Host", [Sample.Host], old)).Files["MyDrivers.g.cs"], StringComparison.Ordinal);
    }

    /// <summary>A plugin whose marker carries contract 0.</summary>
    private static PortableExecutableReference Old()
    {
        string marker = "[assembly: LayerKit.Registration.LayerPluginEntry(\"driver\", \"old\", \"Old.Registration\", 0)]";
        using var stream = new MemoryStream();
        Assert.True(Harness.Compile("Old", [marker]).Emit(stream).Success);
        return MetadataReference.CreateFromImage(stream.ToArray());
    }

    private static async Task<string[]> Report(string[] sources, params MetadataReference[] references)
    {
        Compilation output = Harness.Generate(Harness.Compile("Host", sources, references)).Output;
        ImmutableArray<Diagnostic> found = await output.WithAnalyzers([new HostAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        return [.. found.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => $"{diagnostic.Id} {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}")];
    }
}
