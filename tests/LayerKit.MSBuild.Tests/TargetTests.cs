namespace LayerKit.MSBuild;

public sealed class TargetTests : IDisposable
{
    private readonly BuildSandbox _sandbox = new();

    public TargetTests() => _sandbox.WriteTar("rootfs.tar");

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task A_target_after_the_import_has_the_items_in_every_build()
    {
        _sandbox.WriteProject("""
              <ItemGroup>
                <LayerImport Include="rootfs.tar" />
                <LayerExport Include="out.tar" Layer="rootfs" />
              </ItemGroup>
              <Target Name="Mine" AfterTargets="LayerKitImport">
                <Message Importance="high" Text="mine: %(LayerImported.Identity) %(LayerImported.CacheHit)" />
              </Target>
            """);

        Assert.Contains("mine: rootfs false", (await _sandbox.BuildAsync()).Output, StringComparison.Ordinal);
        Assert.Contains("mine: rootfs true", (await _sandbox.BuildAsync()).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", """BeforeTargets="LayerKitCollect" """)]
    [InlineData("<PropertyGroup><LayerKitImportDependsOn>Mine</LayerKitImportDependsOn></PropertyGroup>", "")]
    public async Task A_target_before_the_import_may_make_inputs(string property, string hook)
    {
        _sandbox.WriteProject($"""
              {property}
              <Target Name="Mine" {hook}>
                <ItemGroup>
                  <LayerImport Include="rootfs.tar" />
                </ItemGroup>
              </Target>
            """);

        BuildOutcome outcome = await _sandbox.BuildAsync("-target:Build", "-getItem:LayerImported");

        Assert.Single(outcome.Items("LayerImported"));
    }

    [Fact]
    public async Task A_target_between_import_and_export_may_choose_what_to_export()
    {
        _sandbox.WriteProject("""
              <PropertyGroup>
                <LayerKitExportDependsOn>Mine</LayerKitExportDependsOn>
              </PropertyGroup>
              <ItemGroup>
                <LayerImport Include="rootfs.tar" />
              </ItemGroup>
              <Target Name="Mine">
                <ItemGroup>
                  <LayerExport Include="@(LayerImported->'%(Name).out')" Layer="%(ChainId)" />
                </ItemGroup>
              </Target>
            """);

        await _sandbox.BuildAsync();

        Assert.Equal(await File.ReadAllBytesAsync(_sandbox["rootfs.tar"]), await File.ReadAllBytesAsync(_sandbox["rootfs.out"]));
    }

    [Theory]
    [InlineData("-property:DesignTimeBuild=true")]
    [InlineData("-property:BuildingProject=false")]
    [InlineData("-property:LayerKitEnabled=false")]
    public async Task A_build_that_is_none_touches_nothing(string property)
    {
        _sandbox.WriteProject("""<ItemGroup><LayerImport Include="rootfs.tar" /><LayerExport Include="out.tar" Layer="rootfs" /></ItemGroup>""");
        string before = BuildSandbox.Listing(_sandbox.Directory);

        await _sandbox.BuildAsync(property);

        Assert.Equal(before, BuildSandbox.Listing(_sandbox.Directory));
    }

    [Fact]
    public async Task A_project_without_items_touches_nothing()
    {
        _sandbox.WriteProject("");
        string before = BuildSandbox.Listing(_sandbox.Directory);

        await _sandbox.BuildAsync();

        Assert.Equal(before, BuildSandbox.Listing(_sandbox.Directory));
    }

    [Fact]
    public async Task Show_prints_a_line_for_each_layer_and_tar()
    {
        _sandbox.WriteProject("""<ItemGroup><LayerImport Include="rootfs.tar" /><LayerExport Include="out.tar" Layer="rootfs" /></ItemGroup>""");

        BuildOutcome first = await _sandbox.DotnetAsync("msbuild", "app.proj", "-nologo", "-verbosity:minimal", "-terminalLogger:off", "-target:LayerKitShow");
        BuildOutcome second = await _sandbox.DotnetAsync("msbuild", "app.proj", "-nologo", "-verbosity:minimal", "-terminalLogger:off", "-target:LayerKitShow");

        await Verify(first.Scrubbed(first.Output) + "---\n" + second.Scrubbed(second.Output));
    }

    [Fact]
    public async Task Tasks_run_in_a_host_of_their_own_when_asked()
    {
        _sandbox.WriteProject("""<ItemGroup><LayerImport Include="rootfs.tar" /></ItemGroup>""");

        BuildOutcome outcome = await _sandbox.BuildAsync("-property:LayerKitTaskHost=true", "-target:Build", "-getItem:LayerImported");

        Assert.Single(outcome.Items("LayerImported"));
    }

    [Fact]
    public async Task Tasks_run_in_the_builds_own_process_when_it_has_many_threads()
    {
        _sandbox.WriteProject("""<ItemGroup><LayerImport Include="rootfs.tar" /></ItemGroup>""");

        BuildOutcome outcome = await _sandbox.BuildAsync("-multiThreaded");

        Assert.DoesNotContain("task host", outcome.Output, StringComparison.OrdinalIgnoreCase);
        Assert.True(outcome.Ran("ImportLayers"), outcome.Output);
    }
}
