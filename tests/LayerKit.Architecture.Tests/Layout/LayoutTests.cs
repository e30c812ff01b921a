namespace LayerKit.Architecture.Tests.Layout;

public sealed class LayoutTests
{
    [Fact]
    public void The_top_level_is_fixed() => Expect.None("the top level is fixed", LayoutRules.TopLevel(Repository.Files));

    [Fact]
    public void A_further_or_missing_entry_is_found()
    {
        string[] files = [.. Repository.Files.Where(file => file != "LICENSE"), "benchmarks/A.cs", "notes.md"];
        Expect.Found(LayoutRules.TopLevel(files).Except(LayoutRules.TopLevel(Repository.Files)), "benchmarks: does not belong", "notes.md: does not belong", "LICENSE: is missing");
    }

    [Fact]
    public void Every_project_is_in_the_solution() =>
        Expect.None("LayerKit.sln holds every project", LayoutRules.SolutionDifferences(Repository.Read("LayerKit.sln"), Repository.Projects.Select(project => project.Path)));

    [Fact]
    public void A_project_on_one_side_only_is_found() =>
        Expect.Found(
            LayoutRules.SolutionDifferences("Project(\"{F}\") = \"A\", \"src\\A\\A.csproj\", \"{1}\"\nEndProject\n", ["src/B/B.csproj"]),
            "src/B/B.csproj: is not in",
            "src/A/A.csproj: is in LayerKit.sln and not on disk");

    [Fact]
    public void No_file_names_a_place_outside_the_repository() =>
        Expect.None("no file names a place that only one machine has", Repository.TextFiles.SelectMany(file => LayoutRules.ForeignPlaces(file, Repository.Read(file))));

    [Theory]
    [InlineData("see /wor" + "k/main")]
    [InlineData("\"/wor" + "k/x\"")]
    [InlineData("as contract" + ".md says")]
    [InlineData("cd /tmp/" + "wt/x")]
    public void A_foreign_place_is_found(string text) => Expect.Found(LayoutRules.ForeignPlaces("README.md", "\n" + text), "README.md:2");

    [Theory]
    [InlineData("workdir={root}/work/x")]
    [InlineData("overlay2/abc/work/x")]
    [InlineData("/workspace/")]
    public void A_work_directory_of_overlayfs_is_not(string text) => Assert.Empty(LayoutRules.ForeignPlaces("A.cs", text));

    [Fact]
    public void Every_shipped_project_declares_its_public_surface() =>
        Expect.None("a project of src has its PublicAPI files", LayoutRules.MissingApiFiles(Repository.Projects, [.. Repository.Files]));

    [Fact]
    public void A_missing_surface_file_is_found() =>
        Expect.Found(
            LayoutRules.MissingApiFiles([new("src/A/A.csproj", "<Project />"), new("tests/B/B.csproj", "<Project />")], ["src/A/PublicAPI.Shipped.txt"]),
            "src/A/A.csproj: has no PublicAPI.Unshipped.txt");
}
