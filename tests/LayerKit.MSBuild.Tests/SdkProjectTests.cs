namespace LayerKit.MSBuild;

/// <summary>In a project of the .NET SDK, whose build and clean are Microsoft's.</summary>
[Trait("Suite", "Long")]
public sealed class SdkProjectTests : IDisposable
{
    private readonly BuildSandbox _sandbox = new();

    public SdkProjectTests()
    {
        _sandbox.WriteTar("rootfs.tar");
        _sandbox.Write("Program.cs", "return 0;\n");
        _sandbox.Write("app.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <LayerKitStorePath>store</LayerKitStorePath>
              </PropertyGroup>
            {BuildSandbox.PropsImport}
              <ItemGroup>
                <LayerImport Include="rootfs.tar" />
                <LayerImport Include="$(OutDir)" Name="app" TargetPath="app" />
                <LayerExport Include="$(IntermediateOutputPath)app.tar" Layer="app" />
              </ItemGroup>
            {BuildSandbox.TargetsImport}
            </Project>
            """);
    }

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task The_projects_own_output_is_a_layer_and_clean_takes_it_out_of_the_store()
    {
        await BuildAsync("build");
        BuildOutcome second = await BuildAsync("build", "--no-restore");
        Assert.True(second.Skipped("_LayerKitRegister") && second.Skipped("_LayerKitWriteExports"), second.Output);
        Assert.True(File.Exists(_sandbox["obj/Debug/net10.0/app.tar"]));

        await BuildAsync("clean");

        Assert.False(File.Exists(_sandbox["obj/Debug/net10.0/app.tar"]));
        Assert.False(Directory.Exists(_sandbox["obj/Debug/net10.0/layerkit"]));
        await using LayerStore store = await _sandbox.OpenStoreAsync();
        Assert.Empty(store.Layers());
    }

    [Fact]
    public async Task An_export_that_the_project_no_longer_has_is_removed_by_the_next_build()
    {
        await BuildAsync("build");
        await File.WriteAllTextAsync(_sandbox["app.csproj"], (await File.ReadAllTextAsync(_sandbox["app.csproj"])).Replace(")app.tar", ")other.tar", StringComparison.Ordinal));

        await BuildAsync("build", "--no-restore");

        Assert.True(File.Exists(_sandbox["obj/Debug/net10.0/other.tar"]));
        Assert.False(File.Exists(_sandbox["obj/Debug/net10.0/app.tar"]));
    }

    private async Task<BuildOutcome> BuildAsync(string verb, params string[] arguments)
    {
        BuildOutcome outcome = await _sandbox.DotnetAsync([verb, "app.csproj", "-nologo", "-verbosity:detailed", "-terminalLogger:off", "-maxCpuCount:1", .. arguments]);
        Assert.True(outcome.ExitCode == 0, outcome.Output);
        return outcome;
    }
}
