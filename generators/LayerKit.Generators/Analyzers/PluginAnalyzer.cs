using System.Collections.Immutable;
using System.Text.RegularExpressions;
using LayerKit.Generators.Diagnostics;
using LayerKit.Generators.Models;
using LayerKit.Generators.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LayerKit.Generators.Analyzers;

/// <summary>Says why a class with <c>[LayerDriver]</c> or <c>[MetadataStore]</c> gets no registration (LK1001 to LK1005).</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PluginAnalyzer : LayerKitAnalyzer
{
    private static readonly Regex NotInNames = new("[^a-z0-9_-]+", RegexOptions.CultureInvariant);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [PluginRules.Class, PluginRules.Interface, PluginRules.Constructor, PluginRules.Name, PluginRules.Parameter];

    private protected override void Start(CompilationStartAnalysisContext context) => context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        foreach (AttributeData attribute in type.GetAttributes())
        {
            if (KindOf(attribute) is { } kind)
            {
                AnalyzeNames(context, type, attribute);
                AnalyzeClass(context, type, kind);
            }
        }
    }

    /// <summary>What an attribute makes of its class, or null when it is another one.</summary>
    internal static PluginKind? KindOf(AttributeData attribute) =>
        attribute.AttributeClass.Is(WellKnownNames.LayerDriverAttribute) ? PluginKind.Driver
            : attribute.AttributeClass.Is(WellKnownNames.MetadataStoreAttribute) ? PluginKind.MetadataStore
            : null;

    private static void AnalyzeNames(SymbolAnalysisContext context, INamedTypeSymbol type, AttributeData attribute)
    {
        foreach (string name in attribute.NamedList("Aliases").Prepend(attribute.FirstText() ?? "").Where(name => !PluginReader.IsName(name)))
        {
            ImmutableDictionary<string, string?> fix = ImmutableDictionary<string, string?>.Empty.Add(FixProperties.Text, Suggest(name, type));
            context.ReportDiagnostic(Diagnostic.Create(PluginRules.Name, Places.OfText(attribute, name, type), fix, name));
        }
    }

    private static string Suggest(string name, INamedTypeSymbol type)
    {
        string suggestion = NotInNames.Replace(name.ToLowerInvariant(), "-").Trim('-', '_');
        suggestion = suggestion.Length == 0 ? type.Name.ToLowerInvariant() : suggestion;
        return suggestion.Length > 32 ? suggestion.Substring(0, 32) : suggestion;
    }

    private static void AnalyzeClass(SymbolAnalysisContext context, INamedTypeSymbol type, PluginKind kind)
    {
        if (!PluginReader.IsUsable(type))
        {
            context.ReportDiagnostic(Diagnostic.Create(PluginRules.Class, type.Locations[0], type.Name, WhyNot(type)));
        }
        else if (!type.Implements(PluginReader.InterfaceOf(kind)))
        {
            string contract = PluginReader.InterfaceOf(kind);
            ImmutableDictionary<string, string?> fix = ImmutableDictionary<string, string?>.Empty.Add(FixProperties.Text, contract);
            string title = kind == PluginKind.Driver ? PluginEntry.Driver : PluginEntry.MetadataStore;
            context.ReportDiagnostic(Diagnostic.Create(PluginRules.Interface, type.Locations[0], fix, type.Name, title, contract.Split('.').Last()));
        }
        else if (ConstructorReader.Choose(type) is { } constructor)
        {
            AnalyzeParameters(context, type, kind, constructor);
        }
        else
        {
            context.ReportDiagnostic(Diagnostic.Create(PluginRules.Constructor, type.Locations[0], type.Name, Constructors(type)));
        }
    }

    private static string WhyNot(INamedTypeSymbol type) => type switch
    {
        { TypeKind: not TypeKind.Class } => "no class",
        { IsStatic: true } => "static",
        { IsAbstract: true } => "abstract",
        { IsGenericType: true } => "generic",
        { IsFileLocal: true } => "local to its file",
        _ => "not accessible, or in a type that is not",
    };

    private static string Constructors(INamedTypeSymbol type)
    {
        int marked = type.InstanceConstructors.Count(candidate => candidate.FindAttribute(WellKnownNames.DriverConstructorAttribute) is not null);
        return marked > 1 ? "more than one constructor with [DriverConstructor]"
            : type.InstanceConstructors.Any(candidate => candidate.DeclaredAccessibility == Accessibility.Public) ? "several public constructors with the most parameters"
            : "no public constructor";
    }

    private static void AnalyzeParameters(SymbolAnalysisContext context, INamedTypeSymbol type, PluginKind kind, IMethodSymbol constructor)
    {
        INamedTypeSymbol? options = ConstructorReader.OptionsClass(constructor, context.Compilation);
        string own = kind == PluginKind.Driver ? WellKnownNames.DriverContext : WellKnownNames.MetadataContext;
        foreach (IParameterSymbol parameter in constructor.Parameters.Where(parameter => ConstructorReader.ReadArgument(parameter, type, kind, options) is null))
        {
            bool isOtherContext = parameter.Type.Is(WellKnownNames.DriverContext) || parameter.Type.Is(WellKnownNames.MetadataContext);
            ImmutableDictionary<string, string?> fix = isOtherContext
                ? ImmutableDictionary<string, string?>.Empty.Add(FixProperties.Text, own)
                : ImmutableDictionary<string, string?>.Empty;
            context.ReportDiagnostic(Diagnostic.Create(
                PluginRules.Parameter, parameter.Locations[0], fix, parameter.Name, parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat), own.Split('.').Last()));
        }
    }
}
