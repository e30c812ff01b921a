using LayerKit.Identity;

namespace LayerKit.MSBuild;

public sealed class IncrementalTests : IDisposable
{
    private const string Import = "_LayerKitRegister";
    private const string Export = "_LayerKitWriteExports";

    private readonly BuildSandbox _sandbox = new();

    public IncrementalTests()
    {
        _sandbox.WriteTar("rootfs.tar");
        _sandbox.Write("site/index.html", "hello\n");
        _sandbox.Write("site/style.css", "body {}\n");
        File.CreateSymbolicLink(_sandbox["site/start"], "index.html");
        WriteProject("srv");
    }

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task An_unchanged_build_skips_both_and_leaves_the_store_alone()
    {
        await _sandbox.BuildAsync();
        string store = _sandbox.StoreListing();
        string outputs = BuildSandbox.Listing(_sandbox["obj"]) + BuildSandbox.Listing(_sandbox["out"]);

        BuildOutcome second = await _sandbox.BuildAsync();

        Assert.True(second.Skipped(Import) && second.Skipped(Export), second.Output);
        Assert.Equal(store, _sandbox.StoreListing());
        Assert.Equal(outputs, BuildSandbox.Listing(_sandbox["obj"]) + BuildSandbox.Listing(_sandbox["out"]));
    }

    [Fact]
    public async Task An_unchanged_build_does_not_wait_for_a_store_that_is_in_use()
    {
        await _sandbox.BuildAsync();
        await using LayerStore store = await _sandbox.OpenStoreAsync();

        BuildOutcome second = await _sandbox.BuildAsync("-property:LayerKitLockTimeout=0");

        Assert.True(second.Skipped(Import) && second.Skipped(Export), second.Output);
    }

    [Fact]
    public async Task A_skipped_build_has_the_same_items_all_of_them_hits()
    {
        IReadOnlyList<SortedDictionary<string, string>> first = await ItemsAsync();

        IReadOnlyList<SortedDictionary<string, string>> second = await ItemsAsync();

        Assert.All(first, item => Assert.Equal("false", item["CacheHit"]));
        Assert.All(second, item => Assert.Equal("true", item["CacheHit"]));
        Assert.Equal(first.Select(WithoutHit), second.Select(WithoutHit));
    }

    [Theory]
    [InlineData("edit")]
    [InlineData("add")]
    [InlineData("remove")]
    [InlineData("rename")]
    [InlineData("mode")]
    [InlineData("link")]
    [InlineData("metadata")]
    public async Task A_change_makes_a_new_layer_of_its_own_and_leaves_the_other(string change)
    {
        IReadOnlyList<SortedDictionary<string, string>> before = await ItemsAsync();

        Apply(change);
        IReadOnlyList<SortedDictionary<string, string>> after = await ItemsAsync();

        Assert.NotEqual(before[1]["DiffId"], after[1]["DiffId"]);
        Assert.Equal("false", after[1]["CacheHit"]);
        Assert.Equal(before[0]["ChainId"], after[0]["ChainId"]);
        Assert.Equal("true", after[0]["CacheHit"]);
        Assert.Equal(Digest.Parse(after[1]["DiffId"]), Digest.Compute(await File.ReadAllBytesAsync(_sandbox["out/site.tar"])));
    }

    [Fact]
    public async Task A_touched_tar_is_read_again_and_found_to_be_the_same_layer()
    {
        await _sandbox.BuildAsync();
        DateTime written = File.GetLastWriteTimeUtc(_sandbox["out/site.tar"]);
        File.SetLastWriteTimeUtc(_sandbox["rootfs.tar"], File.GetLastWriteTimeUtc(_sandbox["rootfs.tar"]).AddHours(1));

        BuildOutcome second = await _sandbox.BuildAsync();

        Assert.False(second.Skipped(Import));
        Assert.True(second.Skipped(Export), second.Output);
        Assert.Equal(written, File.GetLastWriteTimeUtc(_sandbox["out/site.tar"]));
        Assert.True((await _sandbox.BuildAsync()).Skipped(Import));
    }

    [Fact]
    public async Task A_changed_parent_moves_the_layers_on_it()
    {
        IReadOnlyList<SortedDictionary<string, string>> before = await ItemsAsync();

        _sandbox.WriteTar("rootfs.tar", "other content\n");
        IReadOnlyList<SortedDictionary<string, string>> after = await ItemsAsync();

        Assert.Equal(before[1]["DiffId"], after[1]["DiffId"]);
        Assert.Equal(after[0]["ChainId"], after[1]["ParentChainId"]);
        Assert.NotEqual(before[1]["ChainId"], after[1]["ChainId"]);
    }

    [Fact]
    public async Task A_deleted_store_is_filled_again()
    {
        IReadOnlyList<SortedDictionary<string, string>> before = await ItemsAsync();
        Directory.Delete(_sandbox.Store, recursive: true);

        IReadOnlyList<SortedDictionary<string, string>> after = await ItemsAsync();

        Assert.Equal(before.Select(WithoutHit), after.Select(WithoutHit));
        await using LayerStore store = await _sandbox.OpenStoreAsync();
        Assert.Equal(2, store.Layers().Count);
    }

    [Fact]
    public async Task A_layer_that_was_removed_from_the_store_is_registered_again()
    {
        var top = ChainId.Parse((await ItemsAsync())[1]["ChainId"]);
        await using (LayerStore store = await _sandbox.OpenStoreAsync())
        {
            await store.RemoveAsync(top);
        }

        BuildOutcome second = await _sandbox.BuildAsync();

        Assert.False(second.Skipped(Import));
        await using LayerStore again = await _sandbox.OpenStoreAsync();
        Assert.Contains(again.Layers(), layer => layer.ChainId == top);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[")]
    [InlineData("[{}]")]
    [InlineData("""[{"Identity":"rootfs","Stamp":"x","Metadata":{}}]""")]
    public async Task A_damaged_results_file_is_made_again(string content)
    {
        IReadOnlyList<SortedDictionary<string, string>> before = await ItemsAsync();
        _sandbox.Write("obj/layerkit/import.json", content);
        _sandbox.Write("obj/layerkit/export.json", content);

        IReadOnlyList<SortedDictionary<string, string>> after = await ItemsAsync();

        Assert.Equal(before.Select(WithoutHit), after.Select(WithoutHit));
    }

    [Fact]
    public async Task A_failed_import_is_tried_again()
    {
        await _sandbox.BuildAsync();
        string tar = _sandbox["rootfs.tar"];
        byte[] whole = await File.ReadAllBytesAsync(tar);
        await File.WriteAllBytesAsync(tar, whole.AsSpan(0, 520).ToArray());
        Assert.NotEqual(0, (await _sandbox.TryBuildAsync()).ExitCode);
        Assert.NotEqual(0, (await _sandbox.TryBuildAsync()).ExitCode);

        await File.WriteAllBytesAsync(tar, whole);

        await _sandbox.BuildAsync();
    }

    private static string WithoutHit(SortedDictionary<string, string> item) =>
        string.Join('\n', item.Where(value => value.Key != "CacheHit").Select(value => $"{value.Key}={value.Value}"));

    private async Task<IReadOnlyList<SortedDictionary<string, string>>> ItemsAsync() =>
        (await _sandbox.BuildAsync("-target:Build", "-getItem:LayerImported")).Items("LayerImported");

    private void WriteProject(string targetPath) => _sandbox.WriteProject($"""
          <ItemGroup>
            <LayerImport Include="rootfs.tar" />
            <LayerImport Include="site" TargetPath="{targetPath}" />
            <LayerExport Include="out/site.tar" Layer="site" />
          </ItemGroup>
        """);

    private void Apply(string change)
    {
        switch (change)
        {
            case "edit":
                _sandbox.Write("site/index.html", "Hello\n");
                break;
            case "add":
                _sandbox.Write("site/extra/new.html", "new\n");
                break;
            case "remove":
                File.Delete(_sandbox["site/style.css"]);
                break;
            case "rename":
                File.Move(_sandbox["site/style.css"], _sandbox["site/print.css"]);
                break;
            case "mode":
                File.SetUnixFileMode(_sandbox["site/index.html"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
                break;
            case "link":
                File.Delete(_sandbox["site/start"]);
                File.CreateSymbolicLink(_sandbox["site/start"], "style.css");
                break;
            case "metadata":
                WriteProject("var/www");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(change));
        }
    }
}
