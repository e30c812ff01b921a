using System.Collections.Immutable;
using System.Composition;
using LayerKit.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LayerKit.CodeFixes;

/// <summary>Makes a class that keeps a handle disposable (LK2105).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class DisposableFix : LayerKitFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.Field];

    private protected override async Task OfferAsync(FixPlace place)
    {
        SemanticModel model = await place.ModelAsync().ConfigureAwait(false);
        SyntaxNode? member = (SyntaxNode?)place.Around<VariableDeclaratorSyntax>() ?? place.Around<PropertyDeclarationSyntax>();
        if (member is null || place.Around<ClassDeclarationSyntax>() is not { } type || Release(model.GetDeclaredSymbol(member, place.Context.CancellationToken)) is not { } release)
        {
            return;
        }

        SimpleBaseTypeSyntax contract = SyntaxFactory.SimpleBaseType(SyntaxFactory.ParseTypeName("global::System.IDisposable"));
        MemberDeclarationSyntax dispose = SyntaxFactory.ParseMemberDeclaration($"public void Dispose()\n{{\n{release}\n}}\n")!.WithLeadingTrivia(SyntaxFactory.ElasticMarker);
        var changed = (ClassDeclarationSyntax)type.AddBaseListTypes(contract).AddMembers(dispose);
        if (type.BaseList is null)
        {
            changed = changed
                .WithIdentifier(type.Identifier.WithTrailingTrivia(SyntaxFactory.Space))
                .WithBaseList(changed.BaseList!.WithTrailingTrivia(type.ParameterList is null ? type.Identifier.TrailingTrivia : type.ParameterList.GetTrailingTrivia()));
        }

        place.Offer("Implement IDisposable", type, changed);
    }

    /// <summary>The statement that releases what a member keeps, or null where that takes more than one.</summary>
    private static string? Release(ISymbol? member)
    {
        (ITypeSymbol? type, string name) = member switch
        {
            IFieldSymbol field => (field.Type, field.Name),
            IPropertySymbol property => (property.Type, property.Name),
            _ => (null, ""),
        };
        return type switch
        {
            null or INamedTypeSymbol { Name: "Task" or "ValueTask" } => null,
            IArrayTypeSymbol or INamedTypeSymbol { Arity: 1 } => $"foreach (var held in {name})\n{{\nheld.Dispose();\n}}",
            INamedTypeSymbol { Arity: 2 } => $"foreach (var held in {name}.Values)\n{{\nheld.Dispose();\n}}",
            _ => type.NullableAnnotation == NullableAnnotation.Annotated ? $"{name}?.Dispose();" : $"{name}.Dispose();",
        };
    }
}
