using Microsoft.CodeAnalysis.Diagnostics;

namespace LayerKit.Generators.Analyzers;

/// <summary>An analyzer that works where LayerKit.Abstractions is referenced. Every other compilation pays for one look at its references.</summary>
public abstract class LayerKitAnalyzer : DiagnosticAnalyzer
{
    private protected LayerKitAnalyzer()
    {
    }

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.ReferencedAssemblyNames.Any(reference => reference.Name == WellKnownNames.AbstractionsAssembly))
            {
                Start(start);
            }
        });
    }

    private protected abstract void Start(CompilationStartAnalysisContext context);
}
