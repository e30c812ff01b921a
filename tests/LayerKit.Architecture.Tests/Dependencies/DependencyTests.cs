namespace LayerKit.Architecture.Tests.Dependencies;

public sealed class DependencyTests
{
    private static readonly ReferenceTable SampleTable = ReferenceTable.Parse(
        "| Project | Role | Projects | Packages |\n|---|---|---|---|\n| `A` | lowest | - | - |\n| `B` | above | `A` | `Zip` |\n\n| C | not a row | A | - |\n");

    [Fact]
    public void References_are_those_of_the_table() =>
        Expect.None("ARCHITECTURE.md's table allows every reference", Repository.ProjectFiles.SelectMany(file => DependencyRules.ForbiddenReferences(file, Table)));

    [Theory]
    [InlineData("src/A/A.csproj", """<ProjectReference Include="../B/B.csproj" />""", "references B")]
    [InlineData("src/A/A.csproj", """<PackageReference Include="Zip" />""", "references the package Zip")]
    [InlineData("src/B/B.csproj", """<ProjectReference Include="..\..\generators\G\G.csproj" />""", "references G")]
    [InlineData("src/B/B.csproj", """<ProjectReference Include="../A2/A2.csproj" OutputItemType="Analyzer" ReferenceOutputAssembly="false" />""", "references A2")]
    [InlineData("src/C/C.csproj", """<ProjectReference Include="../A/A.csproj" />""", "references A")]
    [InlineData("src/Directory.Build.props", """<ProjectReference Include="../A/A.csproj" />""", "references A")]
    public void A_reference_outside_the_table_is_found(string path, string item, string found) =>
        Expect.Found(DependencyRules.ForbiddenReferences(Sample(path, item), SampleTable), found);

    [Theory]
    [InlineData("src/B/B.csproj", """<ProjectReference Include="../A/A.csproj" /><PackageReference Include="Zip" /><PackageReference Include="Check" PrivateAssets="all" />""")]
    [InlineData("src/B/B.csproj", """<ProjectReference Include="../../generators/G/G.csproj" OutputItemType="Analyzer" ReferenceOutputAssembly="false" />""")]
    [InlineData("tests/A.Tests/A.Tests.csproj", """<ProjectReference Include="../../src/C/C.csproj" />""")]
    public void A_reference_of_the_table_is_right(string path, string item) => Assert.Empty(DependencyRules.ForbiddenReferences(Sample(path, item), SampleTable));

    [Fact]
    public void Every_shipped_project_is_in_the_table() => Expect.None("every project is in ARCHITECTURE.md's table", DependencyRules.UnlistedProjects(Repository.Projects, Table));

    [Fact]
    public void An_unlisted_project_is_found() =>
        Expect.Found(DependencyRules.UnlistedProjects([Sample("src/C/C.csproj", ""), Sample("src/A/A.csproj", ""), Sample("tests/D/D.csproj", "")], SampleTable), "src/C/C.csproj");

    [Fact]
    public void Nothing_references_tests() => Expect.None("nothing references tests", Repository.ProjectFiles.SelectMany(DependencyRules.ReferencesToTests));

    [Fact]
    public void A_reference_to_tests_is_found() =>
        Expect.Found(DependencyRules.ReferencesToTests(Sample("examples/A/A.csproj", """<ProjectReference Include="../../tests/B.Tests/B.Tests.csproj" />""")), "references B.Tests");

    [Fact]
    public void Internals_are_open_to_own_tests_alone() =>
        Expect.None(
            "internals are open to own tests alone",
            Repository.ProjectFiles.SelectMany(DependencyRules.OpenedInternals).Concat(Repository.Sources.SelectMany(DependencyRules.OpenedInternals)));

    [Fact]
    public void Opened_internals_are_found()
    {
        Expect.Found(DependencyRules.OpenedInternals(Sample("src/A/A.csproj", """<InternalsVisibleTo Include="B" /><InternalsVisibleTo Include="A.Tests" />""")), "internals to B");
        Expect.Found(DependencyRules.OpenedInternals(new SourceFile("src/A/A.cs", """[assembly: InternalsVisibleTo("B")]""")), "src/A/A.cs:1");
    }

    [Fact]
    public void One_file_names_SharpCompress() => Expect.None("one file names SharpCompress", DependencyRules.FurtherFilesNaming("SharpCompress", Repository.Sources));

    [Fact]
    public void A_second_file_that_names_it_is_found() =>
        Expect.Found(DependencyRules.FurtherFilesNaming("Zip", [new("a.cs", "using Zip;"), new("b.cs", "Zip.Open();"), new("c.cs", "f(\"Zip\"); // Zip")]), "b.cs: names Zip too");

    [Fact]
    public void Native_calls_lie_in_a_folder_of_their_own() => Expect.None("native calls lie in folders called Linux or Native", DependencyRules.ScatteredNativeCalls);

    [Theory]
    [InlineData("""partial class A { [LibraryImport("libc")] static partial int getpid(); }""")]
    [InlineData("""class A { [System.Runtime.InteropServices.DllImport("libc")] static extern int getpid(); }""")]
    public void A_scattered_native_call_is_found(string text)
    {
        Expect.Found(DependencyRules.ScatteredNativeCalls(new("src/A/Overlay/A.cs", text)), "src/A/Overlay/A.cs:1");
        Assert.Empty(DependencyRules.ScatteredNativeCalls(new("src/A/Linux/A.cs", text)));
    }

    private static ReferenceTable Table => ReferenceTable.Parse(Repository.Read("ARCHITECTURE.md"));

    private static ProjectFile Sample(string path, string items) => new(path, $"<Project><ItemGroup>{items}</ItemGroup></Project>");
}
