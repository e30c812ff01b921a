using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LayerKit.Architecture.Tests;

/// <summary>What declarations are called.</summary>
internal static class SyntaxNames
{
    public static bool IsType(MemberDeclarationSyntax member) => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax;

    public static SyntaxToken TypeName(MemberDeclarationSyntax type) =>
        type is DelegateDeclarationSyntax declaration ? declaration.Identifier : ((BaseTypeDeclarationSyntax)type).Identifier;

    /// <summary>Namespace, outer types and the type's own name.</summary>
    public static string FullName(MemberDeclarationSyntax type)
    {
        IEnumerable<string> outer = type.Ancestors().Select(OuterName).Where(name => name.Length > 0).Reverse();
        return string.Join('.', outer.Append(TypeName(type).ValueText));
    }

    private static string OuterName(SyntaxNode node) => node switch
    {
        BaseNamespaceDeclarationSyntax space => space.Name.ToString(),
        MemberDeclarationSyntax member when IsType(member) => TypeName(member).ValueText,
        _ => "",
    };
}
