using System.Collections.Immutable;
using System.Composition;
using LayerKit.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace LayerKit.CodeFixes;

/// <summary>Adds the interface of a plugin's kind, with members that are still to be written (LK1002).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class InterfaceFix : LayerKitFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.PluginInterface];

    private protected override async Task OfferAsync(FixPlace place)
    {
        SemanticModel model = await place.ModelAsync().ConfigureAwait(false);
        if (place[FixProperties.Text] is not { } name
            || place.Around<TypeDeclarationSyntax>() is not { } type
            || model.Compilation.GetTypeByMetadataName(name) is not { } contract
            || model.GetDeclaredSymbol(type, place.Context.CancellationToken) is not { } symbol)
        {
            return;
        }

        var generator = SyntaxGenerator.GetGenerator(place.Context.Document);
        SyntaxNode changed = generator.AddInterfaceType(type, generator.TypeExpression(contract));
        IEnumerable<ISymbol> missing = contract.AllInterfaces.Prepend(contract)
            .SelectMany(level => level.GetMembers())
            .Where(member => member.IsAbstract && member is IPropertySymbol or IMethodSymbol { MethodKind: MethodKind.Ordinary, IsAbstract: true })
            .Where(member => !symbol.GetMembers(member.Name).Any(own => own.Kind == member.Kind));
        changed = generator.AddMembers(changed, missing.Select(member => Stub(generator, member)));
        place.Offer($"Implement {contract.Name}", type, changed);
    }

    private static SyntaxNode Stub(SyntaxGenerator generator, ISymbol member)
    {
        SyntaxNode[] body = [generator.ThrowStatement(generator.ObjectCreationExpression(SyntaxFactory.ParseTypeName("global::System.NotImplementedException")))];
        SyntaxNode stub = member is IPropertySymbol property ? generator.PropertyDeclaration(property) : generator.MethodDeclaration((IMethodSymbol)member);
        stub = generator.WithModifiers(generator.WithAccessibility(stub, Accessibility.Public), DeclarationModifiers.None);
        return member is IPropertySymbol ? generator.WithGetAccessorStatements(stub, body) : generator.WithStatements(stub, body);
    }
}
