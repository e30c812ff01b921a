using System.Collections.Immutable;
using System.Composition;
using LayerKit.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LayerKit.CodeFixes;

/// <summary>Adds the init of an option (LK1103).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class SetterFix : LayerKitFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.OptionSetter];

    private protected override Task OfferAsync(FixPlace place)
    {
        if (place.Around<PropertyDeclarationSyntax>() is { AccessorList: { } accessors } property && !property.Modifiers.Any(SyntaxKind.StaticKeyword))
        {
            AccessorDeclarationSyntax init = SyntaxFactory.AccessorDeclaration(SyntaxKind.InitAccessorDeclaration)
                .WithSemicolonToken(SyntaxFactory.Token(SyntaxKind.SemicolonToken));
            AccessorDeclarationSyntax[] kept = [.. accessors.Accessors.Where(accessor => accessor.IsKind(SyntaxKind.GetAccessorDeclaration))];
            place.Offer("Add init", property, property.WithAccessorList(accessors.WithAccessors(SyntaxFactory.List(kept.Append(init)))));
        }

        return Task.CompletedTask;
    }
}
