namespace LayerKit.Architecture.Tests.Diagnostics;

public sealed class DiagnosticTests
{
    private static readonly string[] Shipping = ["src", "generators", "msbuild"];

    private static readonly (string Code, Finding Place)[] Reported =
    [
        .. Repository.Sources.Where(file => Shipping.Contains(file.Path.Split('/')[0])).SelectMany(DiagnosticRules.Reported),
        .. Repository.ProjectFiles.Where(file => Shipping.Contains(file.Area)).SelectMany(DiagnosticRules.Reported),
    ];

    [Fact]
    public void Every_code_has_a_page() => Expect.None("every code has a page in docs/diagnostics", DiagnosticRules.MissingPages(Reported, [.. Repository.Files]));

    [Fact]
    public void A_code_without_a_page_is_found()
    {
        SourceFile code = new("src/A/A.cs", "class A() : B(\"LK0001\", $\"LK0002: {x}\"); // LK0003");
        ProjectFile targets = new("msbuild/A/A.targets", "<Project><Error Code=\"LK4001\" /></Project>");
        var reported = DiagnosticRules.Reported(code).Concat(DiagnosticRules.Reported(targets));
        Expect.Found(DiagnosticRules.MissingPages(reported, ["docs/diagnostics/LK0001.md"]), "LK0002 has no page", "LK4001 has no page");
    }

    [Fact]
    public void Every_page_has_a_code() => Expect.None("every page describes a code that is reported", DiagnosticRules.PagesWithoutCode(Reported, Repository.Files));

    [Fact]
    public void A_page_without_a_code_is_found() =>
        Expect.Found(DiagnosticRules.PagesWithoutCode([("LK0001", default)], ["docs/diagnostics/LK0001.md", "docs/diagnostics/LK0002.md", "docs/diagnostics/README.md"]), "LK0002.md");

    [Fact]
    public void The_register_lists_every_page_once() =>
        Expect.None("docs/diagnostics/README.md lists every page once", DiagnosticRules.RegisterDifferences(Repository.Read("docs/diagnostics/README.md"), Repository.Files));

    [Fact]
    public void A_gap_in_the_register_is_found() =>
        Expect.Found(
            DiagnosticRules.RegisterDifferences("| [LK0001](LK0001.md) | a |\n| [LK0003](LK0003.md) | b |\n", ["docs/diagnostics/LK0001.md", "docs/diagnostics/LK0002.md"]),
            "LK0002 is listed 0 times",
            "LK0003 has no page");

    [Fact]
    public void No_code_belongs_to_two_errors() =>
        Expect.None("no code belongs to two errors", DiagnosticRules.SharedCodes(Repository.Sources.Where(file => file.Path.Contains("/Errors/", StringComparison.Ordinal))));

    [Fact]
    public void A_shared_code_is_found() =>
        Expect.Found(DiagnosticRules.SharedCodes([new("a.cs", "f(\"LK0001\");"), new("b.cs", "f(\"LK0001\", \"LK0002\");")]), "LK0001 belongs to a.cs");

    [Fact]
    public void A_page_says_what_happened_why_and_what_to_do() =>
        Expect.None("a page has its heading and its two answers", Repository.Files.Where(DiagnosticRules.IsPage).SelectMany(page => DiagnosticRules.ThinPages(page, Repository.Read(page))));

    [Fact]
    public void A_thin_page_is_found() =>
        Expect.Found(DiagnosticRules.ThinPages("docs/diagnostics/LK0001.md", "# LK0001: gone\n\n**Why.** It was removed.\n"), "starts with '**What to do.**'");
}
