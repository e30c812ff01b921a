using System.IO.Compression;

namespace LayerKit.MSBuild;

public sealed class PackageTests : IDisposable
{
    private readonly BuildSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task The_package_has_targets_and_tasks_and_brings_nothing_else()
    {
        await BuildSandbox.PackAsync(_sandbox, _sandbox.Directory);

        using ZipArchive package = ZipFile.OpenRead(Assert.Single(Directory.GetFiles(_sandbox.Directory, "*.nupkg")));
        string[] added = ["_rels/", "package/", "[Content_Types].xml"];
        IEnumerable<string> entries = package.Entries.Select(entry => entry.FullName).Where(name => !added.Any(name.StartsWith)).Order(StringComparer.Ordinal);
        using StreamReader nuspec = new(package.GetEntry("LayerKit.MSBuild.nuspec")!.Open());
        string text = await nuspec.ReadToEndAsync();
        Assert.Contains("<developmentDependency>true</developmentDependency>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<dependency ", text, StringComparison.Ordinal);
        await Verify(string.Join('\n', entries));
    }
}
