using System.Collections.Immutable;
using System.Composition;
using LayerKit.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LayerKit.CodeFixes;

/// <summary>Declares a handle with <c>using</c> (LK2101, LK2107), awaited where the code is async; or drops the call that nobody needs (LK2107).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class UsingFix : LayerKitFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.Leak, RuleIds.Ignored];

    private protected override async Task OfferAsync(FixPlace place)
    {
        if (place.Diagnostic.Id == RuleIds.Ignored)
        {
            if (place.Around<ExpressionStatementSyntax>() is { } statement && place.Around<ArgumentSyntax>() is null)
            {
                await OfferDeclarationAsync(place, statement).ConfigureAwait(false);
                place.OfferRemoval("Remove the call", statement);
            }
        }
        else if (place.Around<LocalDeclarationStatementSyntax>() is { Declaration.Variables.Count: 1, UsingKeyword.RawKind: 0 } declaration && !IsReplaced(declaration))
        {
            place.Offer(Title(declaration), declaration, WithUsing(declaration));
        }
    }

    private static async Task OfferDeclarationAsync(FixPlace place, ExpressionStatementSyntax statement)
    {
        ExpressionSyntax value = statement.Expression is AssignmentExpressionSyntax discard ? discard.Right : statement.Expression;
        SemanticModel model = await place.ModelAsync().ConfigureAwait(false);
        if (model.GetTypeInfo(value, place.Context.CancellationToken).Type is not INamedTypeSymbol { IsGenericType: false } type || statement.Parent is not BlockSyntax)
        {
            return;
        }

        string name = char.ToLowerInvariant(type.Name[0]) + type.Name.Substring(1);
        name = model.LookupSymbols(statement.SpanStart, name: name).IsEmpty ? name : "held";
        var declaration = (LocalDeclarationStatementSyntax)SyntaxFactory.ParseStatement($"var {name} = {value.WithoutTrivia()};");
        declaration = declaration.WithTriviaFrom(statement);
        place.Offer(Title(statement), statement, WithUsing(declaration, IsAsync(statement)));
    }

    private static string Title(SyntaxNode node) => IsAsync(node) ? "Declare it with await using" : "Declare it with using";

    private static LocalDeclarationStatementSyntax WithUsing(LocalDeclarationStatementSyntax declaration) => WithUsing(declaration, IsAsync(declaration));

    private static LocalDeclarationStatementSyntax WithUsing(LocalDeclarationStatementSyntax declaration, bool isAsync)
    {
        SyntaxToken keyword = SyntaxFactory.Token(SyntaxKind.UsingKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        SyntaxToken wait = isAsync ? SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space) : default;
        return declaration.WithoutLeadingTrivia().WithUsingKeyword(keyword).WithAwaitKeyword(wait).WithLeadingTrivia(declaration.GetLeadingTrivia());
    }

    /// <summary>A variable of <c>using</c> cannot get another value.</summary>
    private static bool IsReplaced(LocalDeclarationStatementSyntax declaration) =>
        declaration.Parent?.DescendantNodes().OfType<AssignmentExpressionSyntax>()
            .Any(assignment => assignment.Left is IdentifierNameSyntax name && name.Identifier.ValueText == declaration.Declaration.Variables[0].Identifier.ValueText) != false;

    internal static bool IsAsync(SyntaxNode node)
    {
        SyntaxTokenList modifiers = node.Ancestors().Select(ancestor => ancestor switch
        {
            AnonymousFunctionExpressionSyntax lambda => lambda.Modifiers,
            LocalFunctionStatementSyntax function => function.Modifiers,
            BaseMethodDeclarationSyntax method => method.Modifiers,
            _ => (SyntaxTokenList?)null,
        }).FirstOrDefault(found => found is not null) ?? default;
        return modifiers.Any(SyntaxKind.AsyncKeyword);
    }
}
