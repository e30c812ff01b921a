using System.Collections.Immutable;
using LayerKit.Generators.Diagnostics;
using LayerKit.Generators.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LayerKit.Generators.Analyzers;

/// <summary>Reports projects in which generated code cannot compile: an old language version (LK3002), a generator that is loaded twice (LK3003).</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SetupAnalyzer : LayerKitAnalyzer
{
    private static readonly string[] Attributes =
    [
        WellKnownNames.LayerDriverAttribute, WellKnownNames.MetadataStoreAttribute, WellKnownNames.LayerDriverHostAttribute, WellKnownNames.RefCountedHandleAttribute,
    ];

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [SetupRules.LanguageVersion, SetupRules.LoadedTwice];

    private protected override void Start(CompilationStartAnalysisContext context)
    {
        if (context.Compilation is CSharpCompilation { LanguageVersion: < LanguageVersion.CSharp14 } old)
        {
            string version = old.LanguageVersion.ToDisplayString();
            context.RegisterSymbolAction(symbol => AnalyzeVersion(symbol, version), SymbolKind.NamedType);
        }

        context.RegisterCompilationEndAction(AnalyzeFiles);
    }

    private static void AnalyzeVersion(SymbolAnalysisContext context, string version)
    {
        if (context.Symbol.GetAttributes().FirstOrDefault(attribute => Attributes.Any(attribute.AttributeClass.Is)) is { } attribute)
        {
            context.ReportDiagnostic(Diagnostic.Create(SetupRules.LanguageVersion, Places.Of(attribute, context.Symbol), version));
        }
    }

    /// <summary>A generator's files lie below its assembly's name, so that two copies of it write the same path.</summary>
    private static void AnalyzeFiles(CompilationAnalysisContext context)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string path in context.Compilation.SyntaxTrees.Select(tree => tree.FilePath))
        {
            if (path.EndsWith(".g.cs", StringComparison.Ordinal) && path.Contains("LayerKit.Generators") && !seen.Add(path))
            {
                context.ReportDiagnostic(Diagnostic.Create(SetupRules.LoadedTwice, Location.None, path.Split('/', '\\').Last()));
                return;
            }
        }
    }
}
