using System.Collections.Immutable;
using System.Composition;
using LayerKit.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LayerKit.CodeFixes;

/// <summary>Awaits the release of a handle in async code (LK2109).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class AsyncReleaseFix : LayerKitFix
{
    private static readonly SyntaxToken Await = SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space);

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.SynchronousRelease];

    private protected override Task OfferAsync(FixPlace place)
    {
        switch (place.Around<StatementSyntax>())
        {
            case LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } declaration:
                place.Offer("Use await using", declaration, declaration.WithoutLeadingTrivia().WithAwaitKeyword(Await).WithLeadingTrivia(declaration.GetLeadingTrivia()));
                break;
            case UsingStatementSyntax statement:
                place.Offer("Use await using", statement, statement.WithoutLeadingTrivia().WithAwaitKeyword(Await).WithLeadingTrivia(statement.GetLeadingTrivia()));
                break;
            case ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call } statement:
                InvocationExpressionSyntax release = call.WithExpression(access.WithName(SyntaxFactory.IdentifierName("DisposeAsync"))).WithoutTrivia();
                place.Offer("Await DisposeAsync", statement, statement.WithExpression(SyntaxFactory.AwaitExpression(Await, release)).WithTriviaFrom(statement));
                break;
        }

        return Task.CompletedTask;
    }
}
