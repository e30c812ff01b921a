using LayerKit.Identity;

namespace LayerKit.MSBuild;

public sealed class ExportTests : IDisposable
{
    private readonly BuildSandbox _sandbox = new();

    public ExportTests()
    {
        _sandbox.WriteTar("rootfs.tar");
        _sandbox.WriteProject("""
              <ItemGroup>
                <LayerImport Include="rootfs.tar" />
                <LayerExport Include="out/layer.tar" Layer="rootfs" />
              </ItemGroup>
            """);
    }

    private string Exported => _sandbox["out/layer.tar"];

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task An_export_has_the_bytes_that_were_imported()
    {
        await _sandbox.BuildAsync();

        Assert.Equal(await File.ReadAllBytesAsync(_sandbox["rootfs.tar"]), await File.ReadAllBytesAsync(Exported));
        Assert.Equal([Exported], Directory.GetFiles(_sandbox["out"]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_export_that_was_deleted_or_overwritten_is_written_again(bool deleted)
    {
        await _sandbox.BuildAsync();
        if (deleted)
        {
            File.Delete(Exported);
        }
        else
        {
            await File.WriteAllTextAsync(Exported, "no tar");
        }

        BuildOutcome second = await _sandbox.BuildAsync();

        Assert.True(second.Skipped("_LayerKitRegister"), second.Output);
        Assert.Equal(await File.ReadAllBytesAsync(_sandbox["rootfs.tar"]), await File.ReadAllBytesAsync(Exported));
    }

    [Fact]
    public async Task A_file_that_has_the_layers_bytes_already_is_not_touched()
    {
        await _sandbox.BuildAsync();
        string before = BuildSandbox.Listing(_sandbox["out"]);
        Directory.Delete(_sandbox["obj"], recursive: true);

        BuildOutcome second = await _sandbox.BuildAsync();

        Assert.False(second.Skipped("_LayerKitWriteExports"));
        Assert.Equal(before, BuildSandbox.Listing(_sandbox["out"]));
    }

    [Fact]
    public async Task A_layer_of_the_store_is_exported_by_ChainID_without_any_import()
    {
        await _sandbox.BuildAsync();
        var chainId = ChainId.Of(null, DiffId.FromDigest(Digest.Compute(await File.ReadAllBytesAsync(_sandbox["rootfs.tar"]))));
        _sandbox.WriteProject($"""<ItemGroup><LayerExport Include="other.tar" Layer="{chainId}" /></ItemGroup>""");

        await _sandbox.BuildAsync();

        Assert.Equal(await File.ReadAllBytesAsync(Exported), await File.ReadAllBytesAsync(_sandbox["other.tar"]));
    }

    [Fact]
    public async Task A_layer_that_turns_out_damaged_is_imported_again_once()
    {
        await _sandbox.BuildAsync();
        await File.WriteAllTextAsync(Exported, "what was there");
        _sandbox.DamageContent();

        BuildOutcome second = await _sandbox.BuildAsync();

        Assert.True(second.Skipped("_LayerKitRegister"), second.Output);
        Assert.Equal(await File.ReadAllBytesAsync(_sandbox["rootfs.tar"]), await File.ReadAllBytesAsync(Exported));
    }

    [Fact]
    public async Task An_export_of_a_damaged_layer_that_cannot_be_made_again_fails_and_keeps_what_was_there()
    {
        await _sandbox.BuildAsync();
        var chainId = ChainId.Of(null, DiffId.FromDigest(Digest.Compute(await File.ReadAllBytesAsync(_sandbox["rootfs.tar"]))));
        _sandbox.WriteProject($"""<ItemGroup><LayerExport Include="out/layer.tar" Layer="{chainId}" /></ItemGroup>""");
        await File.WriteAllTextAsync(Exported, "what was there");
        _sandbox.DamageContent();

        BuildOutcome second = await _sandbox.TryBuildAsync();

        Assert.Contains("error LK0101", second.Errors, StringComparison.Ordinal);
        Assert.Equal("what was there", await File.ReadAllTextAsync(Exported));
        Assert.Equal([Exported], Directory.GetFiles(_sandbox["out"]));
    }
}
