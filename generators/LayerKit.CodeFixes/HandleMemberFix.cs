using System.Collections.Immutable;
using System.Composition;
using LayerKit.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace LayerKit.CodeFixes;

/// <summary>Adds the member that a handle forwards to, still to be written, to the resource (LK2004).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class HandleMemberFix : LayerKitFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.HandleMember];

    private protected override async Task OfferAsync(FixPlace place)
    {
        SemanticModel model = await place.ModelAsync().ConfigureAwait(false);
        if (place[FixProperties.Member] is { } name
            && place.Around<MemberDeclarationSyntax>() is { } member
            && model.GetDeclaredSymbol(member, place.Context.CancellationToken) is { } symbol
            && model.Compilation.GetTypeByMetadataName(name)?.DeclaringSyntaxReferences.FirstOrDefault() is { } resource)
        {
            place.OfferSolution($"Add {symbol.Name} to {name.Split('.').Last()}", token => AddAsync(place.Context.Document.Project.Solution, resource, symbol, token));
        }
    }

    private static async Task<Solution> AddAsync(Solution solution, SyntaxReference resource, ISymbol symbol, CancellationToken token)
    {
        SyntaxNode declaration = await resource.GetSyntaxAsync(token).ConfigureAwait(false);
        if (solution.GetDocument(declaration.SyntaxTree) is not { } document)
        {
            return solution;
        }

        DocumentEditor editor = await DocumentEditor.CreateAsync(document, token).ConfigureAwait(false);
        SyntaxNode[] body = [editor.Generator.ThrowStatement(editor.Generator.ObjectCreationExpression(SyntaxFactory.ParseTypeName("global::System.NotImplementedException")))];
        SyntaxNode stub = symbol is IPropertySymbol property
            ? editor.Generator.PropertyDeclaration(property, property.GetMethod is null ? null : body, property.SetMethod is null ? null : body)
            : editor.Generator.MethodDeclaration((IMethodSymbol)symbol, body);
        editor.AddMember(declaration, editor.Generator.WithModifiers(stub, DeclarationModifiers.None));
        return editor.GetChangedDocument().Project.Solution;
    }
}
