using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LayerKit.Architecture.Tests;

/// <summary>A C# file, parsed when a rule first asks for its syntax.</summary>
internal sealed class SourceFile(string path, string text)
{
    private readonly Lazy<CompilationUnitSyntax> _unit = new(() => SyntaxFactory.ParseCompilationUnit(text));

    /// <summary>Relative to the repository's root, with forward slashes.</summary>
    public string Path { get; } = path;

    public string Text { get; } = text;

    public CompilationUnitSyntax Unit => _unit.Value;

    /// <summary>The file's name up to its first dot: the name its type has to have.</summary>
    public string TypeName => Name[..Name.IndexOf('.', StringComparison.Ordinal)];

    /// <summary>True for <c>Type.Aspect.cs</c>.</summary>
    public bool IsAspect => Name.Count(character => character == '.') > 1;

    /// <summary>Lines as an editor counts them; a last line feed starts no further line.</summary>
    public int LineCount => Text.Split('\n').Length - (Text.EndsWith('\n') || Text.Length == 0 ? 1 : 0);

    /// <summary>Types and delegates, nested ones included.</summary>
    public IEnumerable<MemberDeclarationSyntax> Types => Unit.DescendantNodes().OfType<MemberDeclarationSyntax>().Where(SyntaxNames.IsType);

    private string Name => System.IO.Path.GetFileName(Path);

    public Finding At(SyntaxNode node, string found) => new(Path, LineOf(node.SpanStart), found);

    public Finding At(SyntaxToken token, string found) => new(Path, LineOf(token.SpanStart), found);

    public Finding At(SyntaxTrivia trivia, string found) => new(Path, LineOf(trivia.SpanStart), found);

    /// <summary>Lines that a node touches.</summary>
    public int LinesOf(SyntaxNode first, SyntaxNode last) => LineOf(last.Span.End) - LineOf(first.SpanStart) + 1;

    private int LineOf(int position) => Unit.SyntaxTree.GetText().Lines.GetLineFromPosition(position).LineNumber + 1;
}
