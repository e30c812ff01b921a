namespace LayerKit.MSBuild;

/// <summary>Layers of one project below those of another.</summary>
[Trait("Suite", "Long")]
public sealed class ReferenceTests : IDisposable
{
    private readonly BuildSandbox _sandbox = new();

    public ReferenceTests()
    {
        _sandbox.WriteTar("base/os.tar");
        _sandbox.Write("app/app.txt", "app\n");
        _sandbox.WriteSdkProject("base/base.csproj", """<ItemGroup><LayerImport Include="os.tar" Name="os" /></ItemGroup>""");
        _sandbox.WriteSdkProject("app/app.csproj", """
              <ItemGroup>
                <ProjectReference Include="../base/base.csproj" OutputItemType="LayerImported" ReferenceOutputAssembly="false" />
                <LayerImport Include="app.txt" Name="app" Kind="files" Parent="@os" TargetPath="app" />
                <LayerExport Include="obj/app.tar" Layer="app" />
              </ItemGroup>
            """);
    }

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData("-maxCpuCount:1")]
    [InlineData("-graph")]
    public async Task A_layer_stands_on_one_of_a_referenced_project(string how)
    {
        BuildOutcome outcome = await BuildAsync("-restore", how, "-target:Build", "-getItem:LayerImported");

        var items = outcome.Items("LayerImported").ToDictionary(item => item["Identity"]);
        Assert.Equal(items["os"]["ChainId"], items["app"]["ParentChainId"]);
        Assert.Equal(2, items.Count);
        BuildOutcome second = await BuildAsync(how);
        Assert.True(second.Skipped("_LayerKitRegister") && second.Skipped("_LayerKitWriteExports") && !second.Ran("ImportLayers"), second.Output);
    }

    [Fact]
    public async Task A_changed_base_moves_the_layers_on_it()
    {
        string before = await ChainIdAsync("-restore");
        _sandbox.WriteTar("base/os.tar", "another system\n");

        Assert.NotEqual(before, await ChainIdAsync());
    }

    [Fact]
    public async Task A_base_in_another_store_is_an_error()
    {
        _sandbox.WriteSdkProject("base/base.csproj", """
              <PropertyGroup><LayerKitStorePath>elsewhere</LayerKitStorePath></PropertyGroup>
              <ItemGroup><LayerImport Include="os.tar" Name="os" /></ItemGroup>
            """);

        BuildOutcome outcome = await _sandbox.DotnetAsync("build", "app/app.csproj", "-nologo", "-maxCpuCount:1", "-terminalLogger:off");

        await Verify(outcome.Errors);
    }

    private async Task<string> ChainIdAsync(params string[] arguments) =>
        (await BuildAsync([.. arguments, "-target:Build", "-getItem:LayerImported"])).Items("LayerImported").Single(item => item["Identity"] == "app")["ChainId"];

    private async Task<BuildOutcome> BuildAsync(params string[] arguments)
    {
        BuildOutcome outcome = await _sandbox.DotnetAsync(["msbuild", "app/app.csproj", "-nologo", "-verbosity:detailed", "-terminalLogger:off", .. arguments]);
        Assert.True(outcome.ExitCode == 0, outcome.Output);
        return outcome;
    }
}
