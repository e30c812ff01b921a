using System.Collections.Immutable;
using System.Composition;
using LayerKit.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LayerKit.CodeFixes;

/// <summary>Removes the second release of a handle (LK2103).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class SecondReleaseFix : LayerKitFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.SecondRelease];

    private protected override Task OfferAsync(FixPlace place)
    {
        if (place.Around<ExpressionStatementSyntax>() is { Parent: BlockSyntax or SwitchSectionSyntax } statement)
        {
            place.OfferRemoval("Remove the second release", statement);
        }

        return Task.CompletedTask;
    }
}
