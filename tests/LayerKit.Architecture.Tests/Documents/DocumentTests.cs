namespace LayerKit.Architecture.Tests.Documents;

public sealed class DocumentTests
{
    [Fact]
    public void A_link_leads_somewhere() =>
        Expect.None("a link inside the repository leads to a file", Repository.Documents.SelectMany(file => DocumentRules.BrokenLinks(file, Repository.Read(file), Exists)));

    [Fact]
    public void A_broken_link_is_found() =>
        Expect.Found(
            DocumentRules.BrokenLinks("docs/users.md", "[a](../README.md) [b](x.md#top)\n[c](https://example.org/y) [d](#here)\n", path => path == "README.md"),
            "docs/users.md:1: leads to x.md");

    [Fact]
    public void A_link_to_a_heading_leads_to_one() =>
        Expect.None("a link to a heading leads to one", Repository.Documents.SelectMany(file => DocumentRules.BrokenAnchors(file, Repository.Read(file), Repository.Read)));

    [Fact]
    public void A_broken_link_to_a_heading_is_found() =>
        Expect.Found(
            DocumentRules.BrokenAnchors("docs/a.md", "# One, two\n[a](#one-two) [b](#three)\n[c](../B.md#four) [d](../B.md#one)\n", path => path == "B.md" ? "## Four\n" : ""),
            "docs/a.md:2: leads to #three",
            "docs/a.md:3: leads to #one");

    [Fact]
    public void Continuous_integration_runs_the_commands_of_the_README() =>
        Expect.None("continuous integration runs the README's first two commands", DocumentRules.CommandsNotRun(FirstTwo(Repository.Read("README.md")), Repository.Read(".ci/run")));

    [Fact]
    public void A_command_that_is_not_run_is_found() =>
        Expect.Found(DocumentRules.CommandsNotRun(["dotnet test", "dotnet build x"], "suite test dotnet test\ndotnet build xy\n"), "'dotnet build x'");

    [Fact]
    public void Commands_are_read_from_shell_blocks() =>
        Assert.Equal(["dotnet build x", "dotnet test"], DocumentRules.Commands("a\n```sh\n# first\ndotnet build x   # prints\n\ndotnet test\n```\n```csharp\nf();\n```\n"));

    private static string[] FirstTwo(string document)
    {
        string[] commands = [.. DocumentRules.Commands(document).Take(2)];
        Assert.Equal(2, commands.Length);
        return commands;
    }

    private static bool Exists(string path) => Path.Exists(Path.Combine(Repository.Root, path));
}
