using System.IO.Compression;
using System.Text.Json;
using LayerKit.Identity;

namespace LayerKit.MSBuild;

public sealed class ImportTests : IDisposable
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly BuildSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task A_build_describes_its_layers_and_tars_in_items()
    {
        _sandbox.WriteTar("rootfs.tar");
        _sandbox.Write("site/index.html", "hello\n");
        _sandbox.WriteProject("""
              <ItemGroup>
                <LayerImport Include="rootfs.tar" />
                <LayerImport Include="site" TargetPath="srv/www" />
                <LayerImport Include="site" Name="other" Chain="other" />
                <LayerExport Include="out/site.tar" Layer="site" />
              </ItemGroup>
            """);

        BuildOutcome outcome = await _sandbox.BuildAsync("-target:Build", "-getItem:LayerImported,LayerExported");

        string items = JsonSerializer.Serialize(new { LayerImported = outcome.Items("LayerImported"), LayerExported = outcome.Items("LayerExported") }, Indented);
        await Verify(outcome.Scrubbed(items));
    }

    [Fact]
    public async Task An_imported_layer_is_in_the_store_under_the_items_identities()
    {
        string tar = _sandbox.WriteTar("rootfs.tar");
        _sandbox.WriteProject("""<ItemGroup><LayerImport Include="rootfs.tar" /></ItemGroup>""");

        SortedDictionary<string, string> item = await ImportedAsync("rootfs");

        await using LayerStore store = await _sandbox.OpenStoreAsync();
        using Layer layer = store.Get(ChainId.Parse(item["ChainId"]));
        Assert.Equal(layer.DiffId.ToString(), item["DiffId"]);
        Assert.Equal(Digest.Compute(await File.ReadAllBytesAsync(tar)), layer.DiffId.Digest);
    }

    [Fact]
    public async Task A_compressed_tar_is_the_layer_of_the_plain_one()
    {
        string tar = _sandbox.WriteTar("plain.tar");
        await using (var gzip = new GZipStream(File.Create(_sandbox["packed.tar.gz"]), CompressionLevel.Fastest))
        {
            await gzip.WriteAsync(await File.ReadAllBytesAsync(tar));
        }

        _sandbox.WriteProject("""<ItemGroup><LayerImport Include="plain.tar;packed.tar.gz" Parent="scratch" /></ItemGroup>""");

        IReadOnlyList<SortedDictionary<string, string>> items = await ImportedAsync();

        Assert.Equal(["plain", "packed"], items.Select(item => item["Identity"]));
        Assert.Equal(items[0]["ChainId"], items[1]["ChainId"]);
        Assert.Equal(["false", "true"], items.Select(item => item["CacheHit"]));
    }

    [Fact]
    public async Task Parents_are_previous_items_names_in_any_order_ChainIDs_or_scratch()
    {
        string first = _sandbox.WriteTar("a.tar", "a");
        _sandbox.WriteTar("b.tar", "b");
        _sandbox.WriteTar("c.tar", "c");
        ChainId a = ChainId.Of(null, DiffId.FromDigest(Digest.Compute(await File.ReadAllBytesAsync(first))));
        _sandbox.WriteProject($"""
              <ItemGroup>
                <LayerImport Include="a.tar" />
                <LayerImport Include="b.tar" Name="previous" />
                <LayerImport Include="b.tar" Name="by-id" Parent="{a}" />
                <LayerImport Include="c.tar" Name="by-later-name" Parent="@later" />
                <LayerImport Include="b.tar" Name="later" Parent="scratch" />
              </ItemGroup>
            """);

        var parents = (await ImportedAsync()).ToDictionary(item => item["Identity"]);

        Assert.Equal("", parents["a"]["ParentChainId"]);
        Assert.Equal(a.ToString(), parents["previous"]["ParentChainId"]);
        Assert.Equal(parents["previous"]["ChainId"], parents["by-id"]["ChainId"]);
        Assert.Equal(parents["later"]["ChainId"], parents["by-later-name"]["ParentChainId"]);
        Assert.Equal("", parents["later"]["ParentChainId"]);
    }

    [Fact]
    public async Task The_source_date_epoch_is_the_time_of_a_directorys_files()
    {
        _sandbox.Write("site/index.html", "hello\n");
        _sandbox.WriteProject("""
              <ItemGroup>
                <LayerImport Include="site" />
                <LayerExport Include="out.tar" Layer="site" />
              </ItemGroup>
            """);

        await _sandbox.BuildAsync("-property:SOURCE_DATE_EPOCH=86400");

        await using var tar = new System.Formats.Tar.TarReader(File.OpenRead(_sandbox["out.tar"]));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(86400), (await tar.GetNextEntryAsync())!.ModificationTime);
    }

    [Theory]
    [InlineData("with space")]
    [InlineData("Größe 層")]
    [InlineData("100%25 & (1)")]
    public async Task Paths_may_have_spaces_and_any_letters(string name)
    {
        // In a directory whose name looks like an escape MSBuild itself finds no files.
        using var sandbox = new BuildSandbox(name.Replace("%", "", StringComparison.Ordinal));
        sandbox.WriteTar($"{name}/{name}.tar");
        sandbox.WriteProject("""
              <ItemGroup>
                <LayerImport Include="*/*.tar" />
                <LayerExport Include="@(LayerImport->'%(Filename)-out.tar')" Layer="@(LayerImport->'%(Filename)')" />
              </ItemGroup>
            """);

        BuildOutcome outcome = await sandbox.BuildAsync("-target:Build", "-getItem:LayerImported,LayerExported");

        Assert.Equal(name, Assert.Single(outcome.Items("LayerImported"))["Identity"]);
        Assert.Equal(await File.ReadAllBytesAsync(sandbox[$"{name}/{name}.tar"]), await File.ReadAllBytesAsync(sandbox[$"{name}-out.tar"]));
        Assert.True((await sandbox.BuildAsync()).Skipped("_LayerKitRegister"));
    }

    [Fact]
    public async Task Projects_built_at_once_share_a_store()
    {
        _sandbox.WriteTar("rootfs.tar");
        string[] projects = ["one", "two", "three", "four"];
        foreach (string project in projects)
        {
            _sandbox.WriteTar($"{project}.tar", project);
            _sandbox.WriteProject(
                $"""<PropertyGroup><IntermediateOutputPath>obj/{project}/</IntermediateOutputPath></PropertyGroup><ItemGroup><LayerImport Include="rootfs.tar;{project}.tar" /></ItemGroup>""",
                $"{project}.proj");
        }

        _sandbox.Write("app.proj", """
            <Project>
              <Target Name="Build">
                <MSBuild Projects="one.proj;two.proj;three.proj;four.proj" BuildInParallel="true" />
              </Target>
            </Project>
            """);

        await _sandbox.BuildAsync("-maxCpuCount:4");

        await using LayerStore store = await _sandbox.OpenStoreAsync();
        Assert.Equal(1 + projects.Length, store.Layers().Count);
        Assert.Equal(projects.Length, Assert.Single(store.Layers(), layer => layer.Parent is null).References.Children);
        Assert.All(store.Layers(), layer => Assert.Equal((layer.Parent is null ? 0 : 1, 0), (layer.References.Pins, layer.References.Handles)));
    }

    private async Task<IReadOnlyList<SortedDictionary<string, string>>> ImportedAsync() =>
        (await _sandbox.BuildAsync("-target:Build", "-getItem:LayerImported")).Items("LayerImported");

    private async Task<SortedDictionary<string, string>> ImportedAsync(string name) =>
        (await ImportedAsync()).Single(item => item["Identity"] == name);
}
