using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LayerKit.Architecture.Tests.Size;

/// <summary>Finds every body of a file.</summary>
internal static class Bodies
{
    public static IEnumerable<Body> In(SourceFile file)
    {
        IEnumerable<Body> members = file.Unit.DescendantNodes()
            .Select(node => (Node: node, Code: CodeOf(node)))
            .Where(pair => pair.Code is not null)
            .Select(pair => Measure(file, pair.Code!, pair.Code!, NameOf(pair.Node)));
        GlobalStatementSyntax[] statements = [.. file.Unit.Members.OfType<GlobalStatementSyntax>()];
        return statements.Length == 0 ? members : members.Append(Measure(file, statements[0], statements[^1], "top-level statements"));
    }

    private static Body Measure(SourceFile file, SyntaxNode first, SyntaxNode last, string name) =>
        new(file, file.At(first, name), file.LinesOf(first, last));

    private static SyntaxNode? CodeOf(SyntaxNode node) => node switch
    {
        BaseMethodDeclarationSyntax method => (SyntaxNode?)method.Body ?? method.ExpressionBody?.Expression,
        AccessorDeclarationSyntax accessor => (SyntaxNode?)accessor.Body ?? accessor.ExpressionBody?.Expression,
        LocalFunctionStatementSyntax function => (SyntaxNode?)function.Body ?? function.ExpressionBody?.Expression,
        PropertyDeclarationSyntax property => property.ExpressionBody?.Expression,
        IndexerDeclarationSyntax indexer => indexer.ExpressionBody?.Expression,
        AnonymousFunctionExpressionSyntax lambda => lambda.Block,
        _ => null,
    };

    private static string NameOf(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.ValueText,
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        LocalFunctionStatementSyntax function => function.Identifier.ValueText,
        AnonymousFunctionExpressionSyntax => "lambda",
        AccessorDeclarationSyntax accessor => accessor.Keyword.ValueText + " accessor",
        _ => "member",
    };
}
