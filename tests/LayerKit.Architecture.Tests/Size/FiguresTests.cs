using Xunit.Abstractions;

namespace LayerKit.Architecture.Tests.Size;

public sealed class FiguresTests(ITestOutputHelper output)
{
    [Fact]
    public void The_figures_are_reported_beside_their_targets()
    {
        string[] folders = [.. Repository.Sources.Select(file => file.Path.Split('/')[0]).Distinct()];
        string report = "Targets: bodies median 7, p90 25; files median 80; comments 4 to 10 %.\n"
            + string.Join('\n', folders.Select(folder => Figures.Of(folder, Files(folder)).ToString())) + "\n";
        output.WriteLine(report);
        string path = Path.Combine(Repository.Root, "artifacts", "figures.txt");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, report);
        Assert.Contains("src ", report, StringComparison.Ordinal);
        Assert.True(Figures.Of("src", Files("src")).BodyLines.Length > 100, report);
    }

    [Fact]
    public void Figures_count_bodies_files_and_comments()
    {
        Figures figures = Figures.Of("src", [new("src/A.cs", "class A\n{\n    // why\n    int P => 1;\n    void M()\n    {\n    }\n}\n"), new("src/B.cs", "class B;\n")]);
        Assert.Equal([1, 8], figures.FileLines);
        Assert.Equal([1, 2], figures.BodyLines);
        Assert.Equal(100.0 / 8, figures.CommentShare, 3);
    }

    [Fact]
    public void A_quantile_is_a_value_that_occurs()
    {
        int[] sorted = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
        Assert.Equal((5, 9, 10), (Figures.Quantile(sorted, 0.5), Figures.Quantile(sorted, 0.9), Figures.Quantile(sorted, 1)));
    }

    private static SourceFile[] Files(string folder) => [.. Repository.Sources.Where(file => file.Path.StartsWith(folder + "/", StringComparison.Ordinal))];
}
