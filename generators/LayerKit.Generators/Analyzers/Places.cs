using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LayerKit.Generators.Analyzers;

/// <summary>Where to show what is wrong with a declaration or an attribute.</summary>
internal static class Places
{
    public static Location Of(AttributeData attribute, ISymbol fallback) =>
        attribute.ApplicationSyntaxReference is { } reference ? Location.Create(reference.SyntaxTree, reference.Span) : fallback.Locations[0];

    /// <summary>The literal in an attribute's arguments that has some text, else the attribute.</summary>
    public static Location OfText(AttributeData attribute, string text, ISymbol fallback) =>
        attribute.ApplicationSyntaxReference?.GetSyntax().DescendantNodes()
            .OfType<LiteralExpressionSyntax>()
            .FirstOrDefault(literal => literal.Token.ValueText == text)?.GetLocation()
        ?? Of(attribute, fallback);
}
