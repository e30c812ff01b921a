using System.Collections.Immutable;
using LayerKit.Generators.Diagnostics;
using LayerKit.Generators.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LayerKit.Generators.Analyzers;

/// <summary>Reports fields and automatic properties that keep handles in a class that nobody can dispose (LK2105). A record is a parcel that passes them on.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HandleFieldAnalyzer : LayerKitAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [HandleUseRules.Field];

    private protected override void Start(CompilationStartAnalysisContext context)
    {
        if (HandleTypes.Find(context.Compilation) is { } types)
        {
            context.RegisterSymbolAction(symbol => Analyze(symbol, types), SymbolKind.NamedType);
        }
    }

    private static void Analyze(SymbolAnalysisContext context, HandleTypes types)
    {
        if (context.Symbol is not INamedTypeSymbol { TypeKind: TypeKind.Class, IsRecord: false } owner || CanBeDisposed(owner))
        {
            return;
        }

        foreach (IFieldSymbol field in owner.GetMembers().OfType<IFieldSymbol>())
        {
            ISymbol shown = field.AssociatedSymbol ?? field;
            if (!field.IsStatic && !shown.IsImplicitlyDeclared && (types.IsHandleOrTask(field.Type) || types.IsCollection(field.Type)))
            {
                context.ReportDiagnostic(Diagnostic.Create(HandleUseRules.Field, shown.Locations[0], shown.Name, owner.Name));
            }
        }
    }

    /// <summary>True also for a class with a Dispose of its own convention, as test frameworks have them.</summary>
    private static bool CanBeDisposed(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? level = type; level is not null; level = level.BaseType)
        {
            if (level.GetMembers().Any(member => member is IMethodSymbol { Name: "Dispose" or "DisposeAsync" }))
            {
                return true;
            }
        }

        return type.Implements("System.IDisposable") || type.Implements("System.IAsyncDisposable");
    }
}
