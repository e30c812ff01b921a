using System.Collections.Immutable;
using System.Composition;
using LayerKit.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LayerKit.CodeFixes;

/// <summary>Leaves one of two providers out of a host (LK1006), sets a priority of its own (LK1009), and marks the constructor to call (LK1003).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class AttributeFix : LayerKitFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.DuplicateName, RuleIds.SamePriority, RuleIds.PluginConstructor];

    private protected override Task OfferAsync(FixPlace place)
    {
        switch (place.Diagnostic.Id)
        {
            case RuleIds.DuplicateName when place[FixProperties.Text] is { } registration && place.Around<TypeDeclarationSyntax>() is { } host:
                OfferExclusion(place, host, registration);
                break;
            case RuleIds.SamePriority when place[FixProperties.Text] is { } priority && place.Around<AttributeSyntax>() is { } plugin:
                place.Offer($"Set Priority to {priority}", plugin, WithArgument(plugin, "Priority", SyntaxFactory.ParseExpression(priority)));
                break;
            case RuleIds.PluginConstructor when place.Around<TypeDeclarationSyntax>() is { } type:
                OfferConstructors(place, type);
                break;
        }

        return Task.CompletedTask;
    }

    private static void OfferExclusion(FixPlace place, TypeDeclarationSyntax host, string registration)
    {
        AttributeSyntax? attribute = host.AttributeLists.SelectMany(list => list.Attributes).FirstOrDefault(candidate => NameOf(candidate) == "LayerDriverHost");
        if (attribute is null)
        {
            return;
        }

        ExpressionSyntax? old = attribute.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == "Exclude")?.Expression;
        string[] elements = old switch
        {
            CollectionExpressionSyntax collection => [.. collection.Elements.Select(element => element.ToString())],
            null => [],
            _ => [.. old.DescendantNodes().OfType<InitializerExpressionSyntax>().SelectMany(initializer => initializer.Expressions).Select(element => element.ToString())],
        };
        ExpressionSyntax list = SyntaxFactory.ParseExpression($"[{string.Join(", ", elements.Append($"\"{registration}\""))}]");
        place.Offer($"Exclude {registration}", attribute, WithArgument(attribute, "Exclude", list));
    }

    private static string NameOf(AttributeSyntax attribute)
    {
        string name = attribute.Name is QualifiedNameSyntax qualified ? qualified.Right.Identifier.ValueText : attribute.Name.ToString().Split(':', '.').Last();
        return name.EndsWith("Attribute", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Attribute".Length) : name;
    }

    private static AttributeSyntax WithArgument(AttributeSyntax attribute, string name, ExpressionSyntax value)
    {
        AttributeArgumentSyntax argument = SyntaxFactory.AttributeArgument(
            SyntaxFactory.NameEquals(SyntaxFactory.IdentifierName(name).WithTrailingTrivia(SyntaxFactory.Space), SyntaxFactory.Token(SyntaxKind.EqualsToken).WithTrailingTrivia(SyntaxFactory.Space)),
            nameColon: null,
            value);
        AttributeArgumentListSyntax list = attribute.ArgumentList ?? SyntaxFactory.AttributeArgumentList();
        AttributeArgumentSyntax? old = list.Arguments.FirstOrDefault(candidate => candidate.NameEquals?.Name.Identifier.ValueText == name);
        return attribute.WithArgumentList(old is null ? list.AddArguments(argument) : list.ReplaceNode(old, argument));
    }

    private static void OfferConstructors(FixPlace place, TypeDeclarationSyntax type)
    {
        foreach (ConstructorDeclarationSyntax constructor in type.Members.OfType<ConstructorDeclarationSyntax>().Where(IsCandidate))
        {
            AttributeListSyntax mark = SyntaxFactory.AttributeList(
                SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Attribute(SyntaxFactory.ParseName("global::LayerKit.Registration.DriverConstructor"))))
                .WithLeadingTrivia(constructor.GetLeadingTrivia());
            string parameters = string.Join(", ", constructor.ParameterList.Parameters.Select(parameter => parameter.Type?.ToString()));
            place.Offer($"Call {type.Identifier.ValueText}({parameters})", constructor, constructor.WithoutLeadingTrivia().AddAttributeLists(mark));
        }
    }

    private static bool IsCandidate(ConstructorDeclarationSyntax constructor) =>
        constructor.Modifiers.Any(modifier => modifier.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword)
        && !constructor.Modifiers.Any(SyntaxKind.StaticKeyword)
        && !constructor.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => NameOf(attribute) == "DriverConstructor");
}
