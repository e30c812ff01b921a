using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LayerKit.Generators.Tests.Analyzers;

/// <summary>Code in which <c>/*LKnnnn*/</c> stands in front of what has to be reported.</summary>
internal static partial class Marked
{
    /// <summary>The names of the cases: methods, and types without methods of their own interest.</summary>
    public static IEnumerable<string> Cases(string source) => Members(CSharpSyntaxTree.ParseText(source)).Select(NameOf);

    /// <summary>What the markers say, and what the analyzers do, both in the order of the text.</summary>
    public static async Task<(Found[] Planted, Found[] Reported)> CompareAsync(string source, IEnumerable<Diagnostic> reported)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(source);
        SyntaxNode root = await tree.GetRootAsync();
        Found At(string id, int position) => new(
            Members(tree).Where(member => member.FullSpan.Contains(position)).Select(NameOf).LastOrDefault() ?? "",
            id,
            tree.GetLineSpan(new(position, 0)).StartLinePosition.Line + 1);
        return (
            [.. Marker().Matches(root.ToFullString()).Select(match => At(match.Groups[1].Value, match.Index + match.Length))],
            [.. reported.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start).Select(diagnostic => At(diagnostic.Id, diagnostic.Location.SourceSpan.Start))]);
    }

    private static IEnumerable<MemberDeclarationSyntax> Members(SyntaxTree tree) =>
        tree.GetRoot().DescendantNodes().OfType<MemberDeclarationSyntax>()
            .Where(member => member is MethodDeclarationSyntax or TypeDeclarationSyntax { Identifier.ValueText: not ("Misuse" or "Correct") });

    private static string NameOf(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        _ => ((TypeDeclarationSyntax)member).Identifier.ValueText,
    };

    [GeneratedRegex(@"/\*(LK\d{4})\*/")]
    private static partial Regex Marker();
}
