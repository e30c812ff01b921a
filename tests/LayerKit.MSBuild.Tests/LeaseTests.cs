using LayerKit.Metadata;

namespace LayerKit.MSBuild;

/// <summary>What a build keeps in the store, and for how long.</summary>
public sealed class LeaseTests : IDisposable
{
    private readonly BuildSandbox _sandbox = new();

    public LeaseTests()
    {
        _sandbox.WriteTar("os.tar", "os");
        _sandbox.WriteTar("app.tar", "app");
        _sandbox.WriteProject("""<ItemGroup><LayerImport Include="os.tar;app.tar" /><LayerImport Include="os.tar" Name="tools" Chain="tools" /></ItemGroup>""");
    }

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task A_build_keeps_the_top_of_each_chain_for_its_project_configuration_framework_and_runtime()
    {
        await _sandbox.BuildAsync("-property:Configuration=Release", "-property:TargetFramework=net10.0", "-property:RuntimeIdentifier=linux-x64");

        await using LayerStore store = await _sandbox.OpenStoreAsync();
        Assert.Equal(["app", "tools"], store.Pins().Select(LayerName));
        Assert.All(store.Pins(), pin => Assert.Equal($"{_sandbox["app.proj"]}|Release|net10.0|linux-x64", pin.Owner));
        Assert.All(store.Pins(), pin => Assert.Equal(_sandbox["app.proj"], pin.Labels["project"]));
        Assert.All(store.Layers(), layer => Assert.Equal(0, layer.References.Handles));
    }

    [Fact]
    public async Task A_rebuild_replaces_what_the_last_one_kept_and_another_configuration_has_its_own()
    {
        await _sandbox.BuildAsync("-property:Configuration=Debug");
        await _sandbox.BuildAsync("-property:Configuration=Release");
        _sandbox.WriteTar("app.tar", "new app");
        _sandbox.WriteProject("""<ItemGroup><LayerImport Include="os.tar;app.tar" /></ItemGroup>""");

        await _sandbox.BuildAsync("-property:Configuration=Debug");

        await using LayerStore store = await _sandbox.OpenStoreAsync();
        Assert.Equal(["app"], Names(store, "Debug"));
        Assert.Equal(["app", "tools"], Names(store, "Release"));
        Assert.Equal(2, store.Pins().Where(pin => LayerName(pin) == "app").Select(pin => pin.ChainId).Distinct().Count());
    }

    [Fact]
    public async Task Clean_takes_away_what_nobody_else_keeps()
    {
        _sandbox.WriteProject("""<ItemGroup><LayerImport Include="os.tar" /></ItemGroup>""", "other.proj");
        await _sandbox.BuildAsync();
        await _sandbox.DotnetAsync("msbuild", _sandbox["other.proj"], "-nologo");

        await _sandbox.BuildAsync("-target:CoreClean");

        await using LayerStore store = await _sandbox.OpenStoreAsync();
        Assert.Equal(_sandbox["other.proj"], Assert.Single(store.Pins()).Labels["project"]);
        Assert.Single(store.Layers());
    }

    [Fact]
    public async Task Prune_ends_what_projects_kept_that_are_gone_and_leaves_the_others()
    {
        _sandbox.WriteProject("""<ItemGroup><LayerImport Include="os.tar" /></ItemGroup>""", "other.proj");
        await _sandbox.DotnetAsync("msbuild", _sandbox["other.proj"], "-nologo");
        await _sandbox.BuildAsync();
        File.Delete(_sandbox["app.proj"]);

        BuildOutcome outcome = await _sandbox.DotnetAsync("msbuild", _sandbox["other.proj"], "-nologo", "-target:LayerKitPrune", "-property:LayerKitPruneGraceHours=0");

        Assert.Contains("LayerKit: 1 layers of no project any more removed, 0 that nothing kept", outcome.Output, StringComparison.Ordinal);
        await using LayerStore store = await _sandbox.OpenStoreAsync();
        Assert.Equal(_sandbox["other.proj"], Assert.Single(store.Pins()).Labels["project"]);
        Assert.Single(store.Layers());
    }

    private static string LayerName(PinRecord pin) => pin.Name[(pin.Name.LastIndexOf('/') + 1)..];

    private static IEnumerable<string> Names(LayerStore store, string configuration) =>
        store.Pins().Where(pin => pin.Owner!.Contains($"|{configuration}|", StringComparison.Ordinal)).Select(LayerName);
}
