using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LayerKit.CodeFixes;

/// <summary>A fix that replaces a node of the document that the diagnostic is in.</summary>
public abstract class LayerKitFix : CodeFixProvider
{
    private protected LayerKitFix()
    {
    }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root)
        {
            return;
        }

        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            await OfferAsync(new FixPlace(context, diagnostic, root)).ConfigureAwait(false);
        }
    }

    private protected abstract Task OfferAsync(FixPlace place);
}
