using LayerKit.Generators.Models;
using Microsoft.CodeAnalysis;

namespace LayerKit.Generators.Reading;

/// <summary>Chooses the constructor that a registration calls, and says where its arguments come from.</summary>
internal static class ConstructorReader
{
    /// <summary>The marked constructor, else the single public one with the most parameters; null when there is no such one.</summary>
    public static IMethodSymbol? Choose(INamedTypeSymbol type)
    {
        IMethodSymbol[] marked = [.. type.InstanceConstructors.Where(candidate => candidate.FindAttribute(WellKnownNames.DriverConstructorAttribute) is not null)];
        IMethodSymbol[] candidates = marked.Length > 0
            ? marked
            : [.. type.InstanceConstructors.Where(candidate => candidate.DeclaredAccessibility == Accessibility.Public)];
        int most = candidates.Select(candidate => candidate.Parameters.Length).DefaultIfEmpty().Max();
        IMethodSymbol[] longest = [.. candidates.Where(candidate => candidate.Parameters.Length == most)];
        return longest.Length == 1 ? longest[0] : null;
    }

    /// <summary>The options class among the parameters, or null.</summary>
    public static INamedTypeSymbol? OptionsClass(IMethodSymbol constructor, Compilation compilation) =>
        constructor.Parameters.Select(parameter => parameter.Type).OfType<INamedTypeSymbol>().FirstOrDefault(type => OptionsReader.IsOptions(type, compilation));

    /// <summary>One argument per parameter, or null when one cannot be supplied.</summary>
    public static IReadOnlyList<ArgumentModel>? ReadArguments(IMethodSymbol constructor, INamedTypeSymbol plugin, PluginKind kind, Compilation compilation)
    {
        INamedTypeSymbol? options = OptionsClass(constructor, compilation);
        ArgumentModel?[] arguments = [.. constructor.Parameters.Select(parameter => ReadArgument(parameter, plugin, kind, options))];
        return arguments.Contains(null) ? null : [.. arguments.OfType<ArgumentModel>()];
    }

    /// <summary>Where the argument of one parameter comes from, or null when it comes from nowhere.</summary>
    public static ArgumentModel? ReadArgument(IParameterSymbol parameter, INamedTypeSymbol plugin, PluginKind kind, INamedTypeSymbol? options)
    {
        if (parameter.RefKind != RefKind.None || parameter.Type is not INamedTypeSymbol { IsReferenceType: true, SpecialType: SpecialType.None } type)
        {
            return null;
        }

        bool isOptional = parameter.NullableAnnotation == NullableAnnotation.Annotated || (parameter.HasExplicitDefaultValue && parameter.ExplicitDefaultValue is null);
        string written = type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).Written();
        return type switch
        {
            _ when type.Is(kind == PluginKind.Driver ? WellKnownNames.DriverContext : WellKnownNames.MetadataContext) => new(ArgumentSource.Context, written, false),
            _ when SymbolEqualityComparer.Default.Equals(type, options) => new(ArgumentSource.Options, written, false),
            _ when type.Is(WellKnownNames.Logger) => new(ArgumentSource.Logger, type.TypeArguments[0].Written(), isOptional),
            _ when type.Is("System.TimeProvider") => new(ArgumentSource.TimeProvider, written, isOptional),
            _ when type.Is(WellKnownNames.DriverContext) || type.Is(WellKnownNames.MetadataContext) || !type.IsVisibleInAssembly() && SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, plugin.ContainingAssembly) => null,
            _ => new(ArgumentSource.Service, written, isOptional),
        };
    }
}
