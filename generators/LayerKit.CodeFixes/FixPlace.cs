using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace LayerKit.CodeFixes;

/// <summary>A diagnostic where it is, and the way to offer a change for it.</summary>
/// <param name="context">Where fixes are registered.</param>
/// <param name="diagnostic">What to fix.</param>
/// <param name="root">The document's tree.</param>
internal sealed class FixPlace(CodeFixContext context, Diagnostic diagnostic, SyntaxNode root)
{
    public CodeFixContext Context => context;

    public Diagnostic Diagnostic => diagnostic;

    public SyntaxNode Root => root;

    public SyntaxNode Node => Root.FindNode(Diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);

    /// <summary>What the analyzer has written down for the fix.</summary>
    public string? this[string property] => Diagnostic.Properties.TryGetValue(property, out string? text) ? text : null;

    /// <summary>The innermost node of a kind around the diagnostic.</summary>
    public T? Around<T>()
        where T : SyntaxNode => Node.FirstAncestorOrSelf<T>();

    public async Task<SemanticModel> ModelAsync() =>
        await Context.Document.GetSemanticModelAsync(Context.CancellationToken).ConfigureAwait(false) ?? throw new InvalidOperationException("a C# document has a semantic model");

    /// <summary>Offers to put a node in the place of another.</summary>
    public void Offer(string title, SyntaxNode old, SyntaxNode replacement) =>
        OfferRoot(title, Root.ReplaceNode(old, replacement.WithAdditionalAnnotations(Formatter.Annotation, Simplifier.Annotation, Simplifier.AddImportsAnnotation)));

    /// <summary>Offers to take a node out.</summary>
    public void OfferRemoval(string title, SyntaxNode node)
    {
        if (Root.RemoveNode(node, SyntaxRemoveOptions.KeepExteriorTrivia) is { } rest)
        {
            OfferRoot(title, rest);
        }
    }

    /// <summary>Offers another tree for the document.</summary>
    public void OfferRoot(string title, SyntaxNode root) =>
        Context.RegisterCodeFix(CodeAction.Create(title, _ => Task.FromResult(Context.Document.WithSyntaxRoot(root)), title), Diagnostic);

    /// <summary>Offers a change of another document.</summary>
    public void OfferSolution(string title, Func<CancellationToken, Task<Solution>> change) =>
        Context.RegisterCodeFix(CodeAction.Create(title, change, title), Diagnostic);
}
