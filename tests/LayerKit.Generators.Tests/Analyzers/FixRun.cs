using System.Collections.Immutable;
using LayerKit.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace LayerKit.Generators.Tests.Analyzers;

/// <summary>Applies fixes to a project in memory.</summary>
internal static class FixRun
{
    public static ImmutableArray<CodeFixProvider> Providers { get; } =
    [
        .. typeof(LayerKitFix).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(CodeFixProvider)) && !type.IsAbstract)
            .Select(type => (CodeFixProvider)Activator.CreateInstance(type)!),
    ];

    /// <summary>The titles of what is offered for the first report of a code.</summary>
    public static async Task<string[]> TitlesAsync(string source, string id) => [.. (await OffersAsync(source, id)).Actions.Select(action => action.Title)];

    /// <summary>The first file after a fix, and what is reported and does not compile there.</summary>
    public static async Task<(string Text, string[] Reported)> ApplyAsync(string source, string id, string title)
    {
        (Solution _, IReadOnlyList<CodeAction> actions) = await OffersAsync(source, id);
        CodeAction action = Assert.Single(actions, candidate => candidate.Title == title);
        ApplyChangesOperation change = (await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single();
        Project project = change.ChangedSolution.Projects.Single();
        var compilation = (CSharpCompilation)(await project.GetCompilationAsync())!;
        IEnumerable<Diagnostic> errors = Harness.Generate(compilation).Output.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        IReadOnlyList<Diagnostic> reported = await AnalyzerRun.ReportAsync(compilation, allowErrors: true);
        SyntaxNode root = (await project.Documents.First().GetSyntaxRootAsync())!;
        Document formatted = await Microsoft.CodeAnalysis.Formatting.Formatter.FormatAsync(project.Documents.First().WithSyntaxRoot(root), Microsoft.CodeAnalysis.Formatting.Formatter.Annotation);
        return ((await formatted.GetTextAsync()).ToString(), [.. errors.Concat(reported).Select(diagnostic => $"{diagnostic.Id} {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}")]);
    }

    private static async Task<(Solution Solution, IReadOnlyList<CodeAction> Actions)> OffersAsync(string source, string id)
    {
        CSharpCompilation compilation = Harness.Compile("Code", [source, Sample.Stubs]);
        using AdhocWorkspace workspace = new();
        Project project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Code", "Code", LanguageNames.CSharp,
            compilationOptions: compilation.Options, parseOptions: compilation.SyntaxTrees[0].Options, metadataReferences: compilation.References));
        Document document = project.AddDocument("File0.cs", source);
        project = document.Project.AddDocument("File1.cs", Sample.Stubs).Project;
        document = project.Documents.First();
        var parsed = (CSharpCompilation)(await project.GetCompilationAsync())!;
        Diagnostic diagnostic = (await AnalyzerRun.ReportAsync(parsed, allowErrors: true)).First(found => found.Id == id);
        List<CodeAction> actions = [];
        foreach (CodeFixProvider provider in Providers.Where(provider => provider.FixableDiagnosticIds.Contains(id)))
        {
            await provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
        }

        return (project.Solution, actions);
    }
}
