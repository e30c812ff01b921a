using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LayerKit.Architecture.Tests.Size;

/// <summary>How large code may get.</summary>
internal static class SizeRules
{
    public const int MaxBody = 60;
    public const int MaxFile = 400;
    public const int MaxParameters = 6;
    public const int MaxConstructorParameters = 8;
    public const int MaxNesting = 4;
    public const int MaxExample = 99;

    public static IEnumerable<Finding> LongBodies(SourceFile file) =>
        Bodies.In(file).Where(body => body.Lines > MaxBody).Select(body => body.Place with { Text = $"{body.Place.Text} has {body.Lines} lines" });

    public static IEnumerable<Finding> LongFiles(SourceFile file) =>
        file.LineCount > MaxFile ? [new Finding(file.Path, 0, $"has {file.LineCount} lines")] : [];

    public static IEnumerable<Finding> LongParameterLists(SourceFile file) =>
        from list in file.Unit.DescendantNodes().OfType<BaseParameterListSyntax>()
        let limit = list.Parent is ConstructorDeclarationSyntax or TypeDeclarationSyntax ? MaxConstructorParameters : MaxParameters
        where list.Parameters.Count > limit
        select file.At(list, $"{list.Parameters.Count} parameters, {limit} allowed");

    public static IEnumerable<Finding> DeepNesting(SourceFile file) =>
        from node in file.Unit.DescendantNodes()
        where IsLevel(node) && Depth(node) == MaxNesting + 1
        select file.At(node, $"nested {MaxNesting + 1} deep or more");

    /// <summary>An example is read in one go, so its files count together.</summary>
    public static IEnumerable<Finding> LongExamples(IEnumerable<SourceFile> files) =>
        from file in files
        where file.Path.StartsWith("examples/", StringComparison.Ordinal)
        group file.LineCount by string.Join('/', file.Path.Split('/').Take(2)) into example
        where example.Sum() > MaxExample
        select new Finding(example.Key, 0, $"has {example.Sum()} lines of C#");

    private static int Depth(SyntaxNode node) => 1 + node.Ancestors().TakeWhile(outer => !IsMember(outer)).Count(IsLevel);

    private static bool IsMember(SyntaxNode node) => node is MemberDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax;

    // "else if" and stacked usings read as one level, so they count as one.
    private static bool IsLevel(SyntaxNode node) => node switch
    {
        IfStatementSyntax => node.Parent is not ElseClauseSyntax,
        UsingStatementSyntax => node.Parent is not UsingStatementSyntax,
        AnonymousFunctionExpressionSyntax lambda => lambda.Block is not null,
        CommonForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax => true,
        SwitchStatementSyntax or TryStatementSyntax or LockStatementSyntax => true,
        FixedStatementSyntax or CheckedStatementSyntax or UnsafeStatementSyntax => true,
        _ => false,
    };
}
