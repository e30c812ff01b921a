using System.Collections.Immutable;
using System.Composition;
using LayerKit.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LayerKit.CodeFixes;

/// <summary>Makes a member of a handle give out a lease, by a method that borrows (LK2005).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class LeaseFix : LayerKitFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.RawResource];

    private protected override Task OfferAsync(FixPlace place)
    {
        (MemberDeclarationSyntax? member, TypeSyntax? resource, string name, SyntaxTokenList modifiers) = place.Around<MemberDeclarationSyntax>() switch
        {
            PropertyDeclarationSyntax property => ((MemberDeclarationSyntax)property, property.Type, property.Identifier.ValueText, property.Modifiers),
            MethodDeclarationSyntax { ParameterList.Parameters.Count: 0 } method => (method, method.ReturnType, method.Identifier.ValueText, method.Modifiers),
            _ => (null, (TypeSyntax?)null, "", default),
        };
        if (member is not null && resource is not null && !modifiers.Any(SyntaxKind.StaticKeyword) && resource is not GenericNameSyntax)
        {
            string access = string.Concat(modifiers.Where(modifier => !modifier.IsKind(SyntaxKind.PartialKeyword) && !modifier.IsKind(SyntaxKind.AsyncKeyword)).Select(modifier => modifier.Text + " "));
            string text = $"{access}global::LayerKit.References.Lease<{resource.ToString().TrimEnd('?')}> {name}() => Borrow(_cell);";
            place.Offer("Return a Lease", member, SyntaxFactory.ParseMemberDeclaration(text)!.WithTriviaFrom(member));
        }

        return Task.CompletedTask;
    }
}
