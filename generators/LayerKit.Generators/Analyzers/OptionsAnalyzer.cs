using System.Collections.Immutable;
using System.Text.RegularExpressions;
using LayerKit.Generators.Diagnostics;
using LayerKit.Generators.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LayerKit.Generators.Analyzers;

/// <summary>Says what is wrong with <c>[DriverOption]</c> properties: their types, setters and keys (LK1101 to LK1104).</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OptionsAnalyzer : LayerKitAnalyzer
{
    private static readonly Regex KeyPattern = new("^[a-z][a-z0-9]*(_[a-z0-9]+)*$", RegexOptions.CultureInvariant);
    private static readonly Regex WordStart = new("(?<=[a-z0-9])(?=[A-Z])", RegexOptions.CultureInvariant);
    private static readonly Regex NotInKeys = new("[^a-z0-9]+", RegexOptions.CultureInvariant);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [OptionRules.Type, OptionRules.KeyTwice, OptionRules.Setter, OptionRules.Key];

    private protected override void Start(CompilationStartAnalysisContext context) => context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        foreach (IPropertySymbol property in type.GetMembers().OfType<IPropertySymbol>())
        {
            if (property.FindAttribute(WellKnownNames.DriverOptionAttribute) is { } attribute)
            {
                AnalyzeProperty(context, property, attribute);
            }
        }

        AnalyzeDuplicates(context, type);
        AnalyzePrefixes(context, type);
    }

    private static void AnalyzeProperty(SymbolAnalysisContext context, IPropertySymbol property, AttributeData attribute)
    {
        if (property is not { IsStatic: false, SetMethod: { } setter } || !context.Compilation.IsSymbolAccessibleWithin(setter, context.Compilation.Assembly))
        {
            context.ReportDiagnostic(Diagnostic.Create(OptionRules.Setter, property.Locations[0], property.Name));
        }

        if (property.Type.TypeKind != TypeKind.Error && OptionTypeReader.Read(property.Type, attribute, context.Compilation) is null)
        {
            string type = property.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
            context.ReportDiagnostic(Diagnostic.Create(OptionRules.Type, property.Locations[0], property.Name, type));
        }

        foreach (string key in Keys(attribute).Where(key => !KeyPattern.IsMatch(key)))
        {
            Report(context, property, attribute, key, "is not lower snake case", Suggest(key, property));
        }
    }

    private static string Suggest(string key, IPropertySymbol property)
    {
        string words = NotInKeys.Replace(WordStart.Replace(key, "_").ToLowerInvariant(), "_").Trim('_').TrimStart("0123456789_".ToCharArray());
        return words.Length == 0 ? WordStart.Replace(property.Name, "_").ToLowerInvariant() : words;
    }

    private static void Report(SymbolAnalysisContext context, IPropertySymbol property, AttributeData attribute, string key, string why, string instead)
    {
        ImmutableDictionary<string, string?> fix = ImmutableDictionary<string, string?>.Empty.Add(FixProperties.Text, instead);
        context.ReportDiagnostic(Diagnostic.Create(OptionRules.Key, Places.OfText(attribute, key, property), fix, key, why, instead));
    }

    private static IEnumerable<string> Keys(AttributeData attribute) => attribute.NamedList("Aliases").Prepend(attribute.FirstText() ?? "");

    /// <summary>Keys are compared as a user's are, without regard to case and to hyphen or underscore.</summary>
    private static void AnalyzeDuplicates(SymbolAnalysisContext context, INamedTypeSymbol type)
    {
        Dictionary<string, IPropertySymbol> seen = new(StringComparer.OrdinalIgnoreCase);
        foreach (IPropertySymbol property in OptionsReader.Properties(type))
        {
            AttributeData attribute = property.FindAttribute(WellKnownNames.DriverOptionAttribute)!;
            foreach (string key in Keys(attribute))
            {
                string canonical = key.Replace('-', '_');
                if (!seen.TryGetValue(canonical, out IPropertySymbol? first))
                {
                    seen.Add(canonical, property);
                }
                else if (SymbolEqualityComparer.Default.Equals(property.ContainingType, type))
                {
                    context.ReportDiagnostic(Diagnostic.Create(OptionRules.KeyTwice, Places.OfText(attribute, key, property), key, first.Name));
                }
            }
        }
    }

    /// <summary>A key is written behind the plugin's name, so it does not repeat it.</summary>
    private static void AnalyzePrefixes(SymbolAnalysisContext context, INamedTypeSymbol type)
    {
        if (type.GetAttributes().FirstOrDefault(attribute => PluginAnalyzer.KindOf(attribute) is not null) is not { } plugin
            || plugin.FirstText() is not { } name
            || ConstructorReader.Choose(type) is not { } constructor
            || ConstructorReader.OptionsClass(constructor, context.Compilation) is not { DeclaringSyntaxReferences.IsEmpty: false } options)
        {
            return;
        }

        foreach (IPropertySymbol property in OptionsReader.Properties(options))
        {
            AttributeData attribute = property.FindAttribute(WellKnownNames.DriverOptionAttribute)!;
            foreach (string key in Keys(attribute).Where(key => key.StartsWith(name.Replace('-', '_') + "_", StringComparison.Ordinal) && key.Length > name.Length + 1))
            {
                Report(context, property, attribute, key, $"repeats the name of the plugin, behind which it is written: {name}.{key}", key.Substring(name.Length + 1));
            }
        }
    }
}
