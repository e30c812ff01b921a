using System.Collections.Immutable;
using LayerKit.Generators.Diagnostics;
using LayerKit.Generators.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LayerKit.Generators.Analyzers;

/// <summary>Reports secret options in what operators are shown: Status, Describe and ToString (LK1106).</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SecretAnalyzer : LayerKitAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [OptionRules.ShownSecret];

    private protected override void Start(CompilationStartAnalysisContext context) => context.RegisterOperationAction(Analyze, OperationKind.PropertyReference);

    private static void Analyze(OperationAnalysisContext context)
    {
        var reference = (IPropertyReferenceOperation)context.Operation;
        if (reference.Property.FindAttribute(WellKnownNames.DriverOptionAttribute)?.Named<bool>("Secret") == true
            && Shown(context.ContainingSymbol) is { } where
            && !IsOnlyTested(reference))
        {
            context.ReportDiagnostic(Diagnostic.Create(OptionRules.ShownSecret, reference.Syntax.GetLocation(), reference.Property.Name, where));
        }
    }

    private static string? Shown(ISymbol member) => member switch
    {
        IMethodSymbol { MethodKind: MethodKind.PropertyGet, AssociatedSymbol: { Name: "Status" } } when IsDriver(member) => "Status",
        IPropertySymbol { Name: "Status" } when IsDriver(member) => "Status",
        IMethodSymbol { Name: "Describe" } when member.ContainingType.Implements("LayerKit.Drivers.IDescribesLayers") => "Describe",
        IMethodSymbol { Name: "ToString", Parameters.IsEmpty: true } => "ToString",
        _ => null,
    };

    private static bool IsDriver(ISymbol member) => member.ContainingType.Implements(WellKnownNames.LayerDriverInterface);

    /// <summary>Whether it is set may be shown.</summary>
    private static bool IsOnlyTested(IOperation reference)
    {
        IOperation value = reference;
        while (value.Parent is IConversionOperation)
        {
            value = value.Parent;
        }

        return value.Parent is IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } or IIsPatternOperation or INameOfOperation
            or IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "IsNullOrEmpty" or "IsNullOrWhiteSpace" } };
    }
}
