using System.Collections.Immutable;
using System.Composition;
using LayerKit.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LayerKit.CodeFixes;

/// <summary>Removes the base class, Dispose or finalizer that a handle has of its own (LK2003).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class HandleOwnDisposeFix : LayerKitFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.HandleOwnDispose];

    private protected override Task OfferAsync(FixPlace place)
    {
        if (place.Around<BaseTypeSyntax>() is { Parent: BaseListSyntax { Parent: TypeDeclarationSyntax type } list } inherited)
        {
            SeparatedSyntaxList<BaseTypeSyntax> others = list.Types.Remove(inherited);
            TypeDeclarationSyntax changed = others.Count > 0
                ? (TypeDeclarationSyntax)type.WithBaseList(list.WithTypes(others))
                : (TypeDeclarationSyntax)type.WithBaseList(null).WithIdentifier(type.Identifier.WithTrailingTrivia(list.GetTrailingTrivia()));
            place.Offer($"Remove the base class {inherited}", type, changed);
        }
        else if (place.Around<BaseMethodDeclarationSyntax>() is { } method)
        {
            place.OfferRemoval(method is DestructorDeclarationSyntax ? "Remove the finalizer" : "Remove the method", method);
        }

        return Task.CompletedTask;
    }
}
