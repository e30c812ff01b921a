using System.Collections.Immutable;
using System.Composition;
using LayerKit.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LayerKit.CodeFixes;

/// <summary>Writes the name of a plugin or the key of an option as the rule wants it (LK1004, LK1104).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class TextFix : LayerKitFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.PluginName, RuleIds.OptionKey];

    private protected override Task OfferAsync(FixPlace place)
    {
        if (place[FixProperties.Text] is { } text && place.Around<LiteralExpressionSyntax>() is { } literal)
        {
            place.Offer($"Write \"{text}\"", literal, SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(text)).WithTriviaFrom(literal));
        }

        return Task.CompletedTask;
    }
}
