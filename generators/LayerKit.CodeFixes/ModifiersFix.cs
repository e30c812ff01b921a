using System.Collections.Immutable;
using System.Composition;
using LayerKit.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LayerKit.CodeFixes;

/// <summary>Gives plugins, hosts and handles the modifiers that the generator needs (LK1001, LK1010, LK2001), and makes a struct a class (LK2002).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class ModifiersFix : LayerKitFix
{
    private static readonly SyntaxKind[] Access =
        [SyntaxKind.PublicKeyword, SyntaxKind.InternalKeyword, SyntaxKind.PrivateKeyword, SyntaxKind.ProtectedKeyword, SyntaxKind.FileKeyword];

    private static readonly SyntaxKind[] Kinds = [SyntaxKind.AbstractKeyword, SyntaxKind.SealedKeyword, SyntaxKind.StaticKeyword, SyntaxKind.ReadOnlyKeyword, SyntaxKind.PartialKeyword];

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.PluginClass, RuleIds.HostClass, RuleIds.HandleClass, RuleIds.HandleStruct];

    private protected override Task OfferAsync(FixPlace place)
    {
        if (place.Around<TypeDeclarationSyntax>() is not { TypeParameterList: null } type)
        {
            return Task.CompletedTask;
        }

        string id = place.Diagnostic.Id;
        if (id == RuleIds.PluginClass)
        {
            bool isPartial = type.Modifiers.Any(SyntaxKind.PartialKeyword);
            SyntaxKind[] kinds = isPartial ? [SyntaxKind.SealedKeyword, SyntaxKind.PartialKeyword] : [SyntaxKind.SealedKeyword];
            place.Offer("Make it public and sealed", type, With(type, [SyntaxKind.PublicKeyword, .. kinds]));
        }
        else if (type.Parent is not TypeDeclarationSyntax && !type.Modifiers.Any(SyntaxKind.FileKeyword))
        {
            SyntaxKind first = id == RuleIds.HostClass ? SyntaxKind.StaticKeyword : SyntaxKind.SealedKeyword;
            SyntaxKind[] access = [.. type.Modifiers.Select(modifier => modifier.Kind()).Where(Access.Contains)];
            TypeDeclarationSyntax completed = With(id == RuleIds.HandleStruct ? AsClass(type) : type, [.. access, first, SyntaxKind.PartialKeyword]);
            place.Offer(id == RuleIds.HandleStruct ? "Make it a sealed partial class" : $"Make it {SyntaxFacts.GetText(first)} and partial", type, completed);
        }

        return Task.CompletedTask;
    }

    private static TypeDeclarationSyntax With(TypeDeclarationSyntax type, IEnumerable<SyntaxKind> kinds)
    {
        IEnumerable<SyntaxToken> others = type.Modifiers.Where(modifier => !Access.Contains(modifier.Kind()) && !Kinds.Contains(modifier.Kind()));
        SyntaxTriviaList leading = type.Modifiers.Count > 0 ? type.Modifiers[0].LeadingTrivia : type.Keyword.LeadingTrivia;
        SyntaxToken[] modifiers = [.. kinds.Select(kind => SyntaxFactory.Token(kind).WithTrailingTrivia(SyntaxFactory.Space)).Concat(others)];
        modifiers[0] = modifiers[0].WithLeadingTrivia(leading);
        SyntaxToken keyword = type.Keyword.WithLeadingTrivia();
        return (TypeDeclarationSyntax)type.WithKeyword(keyword).WithModifiers(SyntaxFactory.TokenList(modifiers));
    }

    private static TypeDeclarationSyntax AsClass(TypeDeclarationSyntax type) => type is StructDeclarationSyntax
        ? SyntaxFactory.ClassDeclaration(
            type.AttributeLists,
            type.Modifiers,
            SyntaxFactory.Token(SyntaxKind.ClassKeyword).WithTriviaFrom(type.Keyword),
            type.Identifier,
            type.TypeParameterList,
            type.ParameterList,
            type.BaseList,
            type.ConstraintClauses,
            type.OpenBraceToken,
            type.Members,
            type.CloseBraceToken,
            type.SemicolonToken)
        : type;
}
