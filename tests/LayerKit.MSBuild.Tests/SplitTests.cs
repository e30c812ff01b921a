namespace LayerKit.MSBuild;

/// <summary>An app of packages, projects and files of its own as an image whose layers change at different times.</summary>
[Trait("Suite", "Long")]
public sealed class SplitTests : IDisposable
{
    private readonly BuildSandbox _sandbox = new();

    public SplitTests()
    {
        _sandbox.Write("lib/Library.cs", "public static class Library { public static string Text => \"lib\"; }\n");
        _sandbox.WriteSdkProject("lib/lib.csproj", "");
        _sandbox.Write("app/Program.cs", "System.Console.WriteLine(Library.Text);\n");
        _sandbox.Write("app/models/big.bin", "model\n");
        _sandbox.WriteSdkProject("app/app.csproj", """
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <LayerKitContainerMode>image</LayerKitContainerMode>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="ZstdSharp.Port" Version="0.8.8" />
                <ProjectReference Include="../lib/lib.csproj" />
                <None Include="models/**" CopyToPublishDirectory="PreserveNewest" />
                <LayerSplitRule Include="models" Match="models/**" Order="10" />
              </ItemGroup>
            """);
    }

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task A_changed_line_ships_the_apps_own_layer_alone()
    {
        IReadOnlyList<SortedDictionary<string, string>> before = await LayersAsync("-restore");
        string[] digests = (await ExportedAsync())["LayerDigests"].Split(';');
        Assert.Equal(["app-models", "app-packages", "app-projects", "app"], before.Select(layer => layer["Name"]));
        Assert.True(File.Exists(_sandbox["app/bin/Debug/net10.0/app.tar"]));

        _sandbox.Write("app/Program.cs", "System.Console.WriteLine(Library.Text + \"!\");\n");
        IReadOnlyList<SortedDictionary<string, string>> after = await LayersAsync();

        Assert.Equal(["true", "true", "true", "false"], after.Select(layer => layer["CacheHit"]));
        Assert.Equal(before.SkipLast(1).Select(layer => layer["ChainId"]), after.SkipLast(1).Select(layer => layer["ChainId"]));
        string[] shipped = (await ExportedAsync())["LayerDigests"].Split(';');
        Assert.Equal(digests[..^1], shipped[..^1]);
        Assert.NotEqual(digests[^1], shipped[^1]);
    }

    private async Task<IReadOnlyList<SortedDictionary<string, string>>> LayersAsync(params string[] arguments) => (await BuildAsync("LayerImported", arguments)).Items("LayerImported");

    private async Task<SortedDictionary<string, string>> ExportedAsync() => Assert.Single((await BuildAsync("LayerExported")).Items("LayerExported"));

    private async Task<BuildOutcome> BuildAsync(string items, params string[] arguments)
    {
        BuildOutcome outcome = await _sandbox.DotnetAsync(
            ["msbuild", "app/app.csproj", "-nologo", "-verbosity:detailed", "-terminalLogger:off", "-maxCpuCount:1", .. arguments, "-target:Build", $"-getItem:{items}"]);
        Assert.True(outcome.ExitCode == 0, outcome.Output);
        return outcome;
    }
}
