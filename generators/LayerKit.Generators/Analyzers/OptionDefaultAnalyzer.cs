using System.Collections.Immutable;
using System.Globalization;
using LayerKit.Generators.Diagnostics;
using LayerKit.Generators.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LayerKit.Generators.Analyzers;

/// <summary>Compares the default of an option with its Min and Max (LK1105).</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OptionDefaultAnalyzer : LayerKitAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [OptionRules.Default];

    private protected override void Start(CompilationStartAnalysisContext context)
    {
        context.RegisterOperationAction(AnalyzeInitializer, OperationKind.PropertyInitializer);
        context.RegisterSymbolAction(AnalyzeMissing, SymbolKind.Property);
    }

    private static void AnalyzeInitializer(OperationAnalysisContext context)
    {
        var initializer = (IPropertyInitializerOperation)context.Operation;
        foreach (IPropertySymbol property in initializer.InitializedProperties)
        {
            if (Bounds(property) is { } bounds && Value(initializer.Value) is { } value)
            {
                Report(value, bounds, property, initializer.Value.Syntax, context.ReportDiagnostic);
            }
        }
    }

    /// <summary>Without an initializer the default is zero, unless a constructor says otherwise.</summary>
    private static void AnalyzeMissing(SymbolAnalysisContext context)
    {
        var property = (IPropertySymbol)context.Symbol;
        if (Bounds(property) is { } bounds
            && property is { IsRequired: false, Type: { IsValueType: true, OriginalDefinition.SpecialType: not SpecialType.System_Nullable_T } }
            && property.FindAttribute(WellKnownNames.DriverOptionAttribute)?.Named<bool>("Required") == false
            && property.ContainingType.InstanceConstructors.All(constructor => constructor.IsImplicitlyDeclared)
            && property.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is PropertyDeclarationSyntax { Initializer: null } declaration)
        {
            Report(0, bounds, property, declaration, diagnostic => context.ReportDiagnostic(diagnostic), declaration.Identifier.GetLocation());
        }
    }

    private static (double Min, double Max)? Bounds(IPropertySymbol property)
    {
        if (property.FindAttribute(WellKnownNames.DriverOptionAttribute) is not { } attribute)
        {
            return null;
        }

        double Bound(string name, double otherwise) =>
            attribute.NamedArguments.Any(argument => argument.Key == name) ? attribute.Named<double>(name) : otherwise;
        return (Bound("Min", double.NegativeInfinity), Bound("Max", double.PositiveInfinity));
    }

    /// <summary>A default that is written as a constant, in the unit of the bounds: bytes, seconds, or the number itself.</summary>
    private static double? Value(IOperation value) => value switch
    {
        { ConstantValue: { HasValue: true, Value: IConvertible number and not (string or bool or char) } } => number.ToDouble(CultureInfo.InvariantCulture),
        IConversionOperation conversion => Value(conversion.Operand),
        IObjectCreationOperation { Arguments.Length: 1 } creation when creation.Type.Is(WellKnownNames.ByteSize) => Value(creation.Arguments[0].Value),
        IInvocationOperation { Arguments: { Length: > 0 } arguments } call when call.TargetMethod.ContainingType.Is("System.TimeSpan") => Seconds(call.TargetMethod.Name) * Value(arguments[0].Value),
        IFieldReferenceOperation { Field: { Name: "Zero" } } zero when zero.Type.Is("System.TimeSpan") => 0,
        _ => null,
    };

    private static double? Seconds(string unit) => unit switch
    {
        "FromMilliseconds" => 0.001,
        "FromSeconds" => 1,
        "FromMinutes" => 60,
        "FromHours" => 3600,
        "FromDays" => 86400,
        _ => null,
    };

    private static void Report(double value, (double Min, double Max) bounds, IPropertySymbol property, SyntaxNode place, Action<Diagnostic> report, Location? narrower = null)
    {
        string? why = value < bounds.Min ? "less than Min" : value > bounds.Max ? "more than Max" : null;
        if (why is not null)
        {
            string shown = narrower is null ? place.ToString() : "0";
            report(Diagnostic.Create(OptionRules.Default, narrower ?? place.GetLocation(), shown, property.Name, why));
        }
    }
}
