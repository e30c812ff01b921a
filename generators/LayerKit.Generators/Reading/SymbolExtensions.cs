using LayerKit.Generators.Models;
using Microsoft.CodeAnalysis;

namespace LayerKit.Generators.Reading;

/// <summary>Questions about symbols that several readers ask.</summary>
internal static class SymbolExtensions
{
    private static readonly SymbolDisplayFormat MetadataName = SymbolDisplayFormat.FullyQualifiedFormat
        .WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted)
        .WithGenericsOptions(SymbolDisplayGenericsOptions.None)
        .WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.ExpandNullable);

    private static readonly SymbolDisplayFormat WithNullability =
        SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>The type as generated code writes it, nullability included.</summary>
    public static string Written(this ITypeSymbol type) => type.ToDisplayString(WithNullability);

    public static TypeModel ToModel(this INamedTypeSymbol type) =>
        new(type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(), type.Written(), type.IsVisibleOutside());

    /// <summary>Compares with a name of <see cref="WellKnownNames"/>.</summary>
    public static bool Is(this ITypeSymbol? type, string metadataName)
    {
        if (type is not INamedTypeSymbol named)
        {
            return false;
        }

        string name = named.OriginalDefinition.ToDisplayString(MetadataName);
        return (named.Arity > 0 ? $"{name}`{named.Arity}" : name) == metadataName;
    }

    public static bool Implements(this ITypeSymbol type, string metadataName) => type.AllInterfaces.Any(candidate => candidate.Is(metadataName));

    public static AttributeData? FindAttribute(this ISymbol symbol, string metadataName) =>
        symbol.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass.Is(metadataName));

    public static T? Named<T>(this AttributeData attribute, string name)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (argument.Key == name && argument.Value is { Kind: not TypedConstantKind.Array, Value: T value })
            {
                return value;
            }
        }

        return default;
    }

    public static EquatableArray<string> NamedList(this AttributeData attribute, string name)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (argument.Key == name && argument.Value is { Kind: TypedConstantKind.Array, IsNull: false })
            {
                return new(argument.Value.Values.Select(value => value.Value).OfType<string>());
            }
        }

        return default;
    }

    /// <summary>The text of the first constructor argument, or null where the user's code is incomplete.</summary>
    public static string? FirstText(this AttributeData attribute) =>
        attribute.ConstructorArguments.FirstOrDefault() is { Kind: TypedConstantKind.Primitive, Value: string text } ? text : null;

    /// <summary>True when the type and everything it is nested in is public.</summary>
    public static bool IsVisibleOutside(this INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            if (current.DeclaredAccessibility != Accessibility.Public)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True when generated code in another file of the assembly can name the type.</summary>
    public static bool IsVisibleInAssembly(this INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            if (current.IsFileLocal
                || current.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal))
            {
                return false;
            }
        }

        return true;
    }
}
