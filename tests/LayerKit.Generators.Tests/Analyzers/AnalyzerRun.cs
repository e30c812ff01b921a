using System.Collections.Concurrent;
using System.Collections.Immutable;
using LayerKit.Generators.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LayerKit.Generators.Tests.Analyzers;

/// <summary>Runs every analyzer that the generator's assembly has, after the generators, with informational rules on.</summary>
internal static class AnalyzerRun
{
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } =
    [
        .. typeof(HostAnalyzer).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract)
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    /// <summary>What the analyzers report, in the order of the text; an analyzer that fails fails the test.</summary>
    /// <param name="allowErrors">Whether the code may have compile errors.</param>
    public static async Task<IReadOnlyList<Diagnostic>> ReportAsync(CSharpCompilation compilation, bool allowErrors = false)
    {
        Generated generated = Harness.Generate(compilation);
        if (!allowErrors)
        {
            Diagnostic[] errors = [.. generated.Output.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
            Assert.True(errors.Length == 0, string.Join("\n", errors.AsEnumerable()));
        }

        ConcurrentQueue<Exception> failures = [];
        CompilationWithAnalyzersOptions options = new(new AnalyzerOptions([]), (failure, _, _) => failures.Enqueue(failure), concurrentAnalysis: true, logAnalyzerExecutionTime: false);
        ImmutableArray<Diagnostic> found = await generated.Output.WithAnalyzers(Analyzers, options).GetAnalyzerDiagnosticsAsync();
        Assert.True(failures.IsEmpty, string.Join("\n", failures));
        return [.. found.OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start).ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)];
    }

    /// <summary>Codes and messages of what is reported in some code.</summary>
    public static async Task<string[]> ReportAsync(params string[] sources) =>
        [.. (await ReportAsync(Harness.Compile("Code", sources), allowErrors: true)).Select(found => $"{found.Id} {found.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}")];
}
