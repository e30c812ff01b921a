using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LayerKit.Architecture.Tests.Size;

/// <summary>The sizes of one folder's code, to be read beside the targets.</summary>
/// <param name="Folder">Which folder.</param>
/// <param name="FileLines">Lines of each file, sorted.</param>
/// <param name="BodyLines">Lines of each body, lambdas left out, sorted.</param>
/// <param name="CommentShare">Lines with plain comments in percent of lines with code.</param>
internal sealed record Figures(string Folder, int[] FileLines, int[] BodyLines, double CommentShare)
{
    public static Figures Of(string folder, IReadOnlyList<SourceFile> files)
    {
        int code = files.Sum(file => Lines(file.Unit.DescendantTokens().Where(token => token.Span.Length > 0).Select(token => token.GetLocation())));
        int comments = files.Sum(file => Lines(Comments(file).Select(comment => comment.GetLocation())));
        return new(
            folder,
            [.. files.Select(file => file.LineCount).Order()],
            [.. files.SelectMany(Bodies.In).Where(body => body.Place.Text != "lambda").Select(body => body.Lines).Order()],
            code == 0 ? 0 : 100.0 * comments / code);
    }

    /// <summary>The value that a share of the sorted values does not exceed.</summary>
    public static int Quantile(int[] sorted, double share) => sorted.Length == 0 ? 0 : sorted[(int)Math.Ceiling(share * sorted.Length) - 1];

    public override string ToString() =>
        $"{Folder,-10} {FileLines.Length,4} files, lines median/p90/max {Row(FileLines)}; {BodyLines.Length,5} bodies, lines median/p90/max {Row(BodyLines)}; "
        + FormattableString.Invariant($"comments {CommentShare:0.0} %");

    private static string Row(int[] sorted) => $"{Quantile(sorted, 0.5)}/{Quantile(sorted, 0.9)}/{Quantile(sorted, 1)}";

    private static IEnumerable<SyntaxTrivia> Comments(SourceFile file) => file.Unit.DescendantTrivia()
        .Where(trivia => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia);

    private static int Lines(IEnumerable<Location> places) => places
        .Select(place => place.GetLineSpan())
        .SelectMany(span => Enumerable.Range(span.StartLinePosition.Line, span.EndLinePosition.Line - span.StartLinePosition.Line + 1))
        .Distinct()
        .Count();
}
