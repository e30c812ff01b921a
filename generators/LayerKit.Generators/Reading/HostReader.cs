using LayerKit.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LayerKit.Generators.Reading;

/// <summary>Reads classes with <c>[LayerDriverHost]</c>.</summary>
internal static class HostReader
{
    public static HostModel? Read(INamedTypeSymbol type, AttributeData attribute) =>
        IsUsable(type) ? new(type.ToModel(), type.Name, attribute.NamedList("Include"), attribute.NamedList("Exclude")) : null;

    /// <summary>True for a static partial class on its own.</summary>
    public static bool IsUsable(INamedTypeSymbol type) =>
        type is { IsStatic: true, IsGenericType: false, ContainingType: null, IsFileLocal: false } && IsPartial(type);

    public static bool IsPartial(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));
}
