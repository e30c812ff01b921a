using System.Collections.Immutable;
using System.Composition;
using LayerKit.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LayerKit.CodeFixes;

/// <summary>Gives a constructor parameter the context of its kind of plugin (LK1005), and an option a type that can be read from text (LK1101).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class TypeFix : LayerKitFix
{
    private static readonly string[] OptionTypes = ["string", "LayerKit.Registration.ByteSize", "System.TimeSpan"];

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.ConstructorParameter, RuleIds.OptionType];

    private protected override Task OfferAsync(FixPlace place)
    {
        if (place.Diagnostic.Id == RuleIds.ConstructorParameter && place.Around<ParameterSyntax>()?.Type is { } parameter && place[FixProperties.Text] is { } context)
        {
            Offer(place, parameter, context);
        }
        else if (place.Diagnostic.Id == RuleIds.OptionType && place.Around<PropertyDeclarationSyntax>() is { } property)
        {
            foreach (string type in OptionTypes)
            {
                Offer(place, property.Type, type);
            }
        }

        return Task.CompletedTask;
    }

    private static void Offer(FixPlace place, TypeSyntax old, string type)
    {
        string written = type.Contains('.') ? "global::" + type : type;
        place.Offer($"Change the type to {type.Split('.').Last()}", old, SyntaxFactory.ParseTypeName(written).WithTriviaFrom(old));
    }
}
