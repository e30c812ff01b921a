using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LayerKit.Architecture.Tests.Debts;

/// <summary>What is put off, hidden or silenced.</summary>
internal static partial class DebtRules
{
    public const int LinesPerPragma = 1000;

    public static IEnumerable<Finding> PutOff(SourceFile file) =>
        from trivia in file.Unit.DescendantTrivia(descendIntoTrivia: true)
        where trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia or SyntaxKind.DisabledTextTrivia
            or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia
        where PutOffWords().IsMatch(trivia.ToFullString())
        select file.At(trivia, trivia.ToFullString().Trim());

    public static IEnumerable<Finding> PutOff(ProjectFile file) => Lines(file, PutOffWords());

    public static IEnumerable<Finding> Regions(SourceFile file) =>
        from directive in file.Unit.DescendantNodes(descendIntoTrivia: true).OfType<RegionDirectiveTriviaSyntax>()
        select file.At(directive, directive.ToString());

    public static IEnumerable<Finding> SilencedWarnings(ProjectFile file) => Lines(file, NoWarn());

    public static IEnumerable<Finding> UnexplainedPragmas(SourceFile file) =>
        from pragma in Pragmas(file)
        where !pragma.EndOfDirectiveToken.LeadingTrivia.Concat(pragma.DescendantTrivia()).Any(IsReason)
        select file.At(pragma, pragma.ToString().Trim() + " gives no reason on its line");

    public static IEnumerable<Finding> TooManyPragmas(IReadOnlyCollection<SourceFile> files)
    {
        Finding[] found = [.. files.SelectMany(file => Pragmas(file).Select(pragma => file.At(pragma, pragma.ToString().Trim())))];
        return found.Length * LinesPerPragma > files.Sum(file => file.LineCount) ? found : [];
    }

    public static IEnumerable<Finding> UnexplainedSuppressions(SourceFile file) =>
        from attribute in file.Unit.DescendantNodes().OfType<AttributeSyntax>()
        where attribute.Name.ToString().EndsWith("SuppressMessage", StringComparison.Ordinal)
        where attribute.ArgumentList?.Arguments.Any(argument => argument.NameEquals?.Name.ToString() == "Justification") != true
        select file.At(attribute, "suppressed without a Justification");

    public static IEnumerable<Finding> BareExceptions(SourceFile file) =>
        from creation in file.Unit.DescendantNodes().OfType<ObjectCreationExpressionSyntax>()
        where creation.Type.ToString() is "Exception" or "System.Exception" or "ApplicationException" or "SystemException"
        select file.At(creation, creation.ToString());

    public static IEnumerable<Finding> SwallowedErrors(SourceFile file) =>
        from clause in file.Unit.DescendantNodes().OfType<CatchClauseSyntax>()
        where clause.Block.Statements.Count == 0 && !clause.Block.DescendantTrivia().Any(IsReason)
        select file.At(clause, "swallows an error and does not say why");

    public static IEnumerable<Finding> SkippedTests(SourceFile file) =>
        from argument in file.Unit.DescendantNodes().OfType<AttributeArgumentSyntax>()
        where argument.NameEquals?.Name.ToString() == "Skip"
        select file.At(argument, argument.ToString());

    /// <summary>A test waits for what it needs, not for a while.</summary>
    public static IEnumerable<Finding> Sleeps(SourceFile file) =>
        from call in file.Unit.DescendantNodes().OfType<InvocationExpressionSyntax>()
        where file.Path.StartsWith("tests/", StringComparison.Ordinal) && call.Expression.ToString() is "Thread.Sleep" or "Task.Delay"
        where !call.ArgumentList.ToString().Contains("Infinite", StringComparison.Ordinal)
        select file.At(call, call.ToString());

    private static IEnumerable<PragmaWarningDirectiveTriviaSyntax> Pragmas(SourceFile file) => file.Unit.DescendantNodes(descendIntoTrivia: true)
        .OfType<PragmaWarningDirectiveTriviaSyntax>()
        .Where(pragma => pragma.DisableOrRestoreKeyword.IsKind(SyntaxKind.DisableKeyword));

    private static bool IsReason(SyntaxTrivia trivia) =>
        trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia && trivia.ToString().Trim('/', '*', ' ').Length > 0;

    private static IEnumerable<Finding> Lines(ProjectFile file, Regex pattern) =>
        file.Text.Split('\n').Select((line, index) => new Finding(file.Path, index + 1, line.Trim())).Where(finding => pattern.IsMatch(finding.Text));

    [GeneratedRegex(@"\b(TODO|FIXME|HACK)\b", RegexOptions.IgnoreCase)]
    private static partial Regex PutOffWords();

    [GeneratedRegex("NoWarn|DisabledWarnings|WarningsNotAsErrors|MSBuildWarningsAsMessages")]
    private static partial Regex NoWarn();
}
