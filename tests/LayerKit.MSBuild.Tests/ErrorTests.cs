namespace LayerKit.MSBuild;

public sealed class ErrorTests : IDisposable
{
    private const string Unknown = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private readonly BuildSandbox _sandbox = new();

    public ErrorTests()
    {
        _sandbox.WriteTar("a.tar", "a");
        _sandbox.WriteTar("b.tar", "b");
        _sandbox.Write("text.tar", "This is no tar.\n");
        _sandbox.Write("dir/file", "content\n");
        _sandbox.Write("file", "content\n");
    }

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData("LK4101_missing", """<LayerImport Include="nowhere.tar" />""")]
    [InlineData("LK4101_every_one", """<LayerImport Include="nowhere.tar" /><LayerImport Include="a.tar" /><LayerImport Include="neither" />""")]
    [InlineData("LK4102_no_tar", """<LayerImport Include="text.tar" />""")]
    [InlineData("LK4102_kind", """<LayerImport Include="a.tar" Kind="layout" />""")]
    [InlineData("LK4102_kind_of_another", """<LayerImport Include="dir" Kind="tar" />""")]
    [InlineData("LK4103_name", """<LayerImport Include="a.tar" Name="os" /><LayerImport Include="b.tar" Name="os" />""")]
    [InlineData("LK4103_path", """<LayerImport Include="a.tar" /><LayerExport Include="x.tar" Layer="a" /><LayerExport Include="./x.tar" Layer="a" />""")]
    [InlineData("LK4104_parent", """<LayerImport Include="a.tar" Parent="@os" />""")]
    [InlineData("LK4104_cycle", """<LayerImport Include="a.tar" Parent="@b" /><LayerImport Include="b.tar" />""")]
    [InlineData("LK4104_export", """<LayerImport Include="a.tar" /><LayerExport Include="x.tar" Layer="os" />""")]
    [InlineData("LK4105_parent", """<LayerImport Include="a.tar" Parent="os" />""")]
    [InlineData("LK4105_target_path", """<LayerImport Include="dir" TargetPath="../etc" />""")]
    [InlineData("LK4105_target_path_of_a_tar", """<LayerImport Include="a.tar" TargetPath="etc" />""")]
    [InlineData("LK4105_hash", """<LayerImport Include="a.tar" Hash="sha256:12" />""")]
    [InlineData("LK4105_no_layer", """<LayerImport Include="a.tar" /><LayerExport Include="x.tar" />""")]
    [InlineData("LK4401_format", """<LayerImport Include="a.tar" /><LayerExport Include="x.tar" Layer="a" Format="rar" />""")]
    [InlineData("LK4406_below_a_file", """<LayerImport Include="a.tar" /><LayerExport Include="file/x.tar" Layer="a" />""")]
    [InlineData("LK0001_parent", $"""<LayerImport Include="a.tar" Parent="{Unknown}" />""")]
    [InlineData("LK0001_export", $"""<LayerExport Include="x.tar" Layer="{Unknown}" />""")]
    [InlineData("LK0102_hash", $"""<LayerImport Include="a.tar" Hash="{Unknown}" />""")]
    public Task A_wrong_item_is_one_line_at_its_file(string name, string items) => VerifyErrorsAsync(name, $"<ItemGroup>{items}</ItemGroup>");

    [Theory]
    [InlineData("LK0303_driver", "-property:LayerKitDriver=zfs")]
    [InlineData("LK0303_metadata", "-property:LayerKitMetadata=registry")]
    [InlineData("LK0404_store", "-property:LayerKitStorePath=file/store")]
    [InlineData("LK4001_old_sdk", "-property:NETCoreSdkVersion=9.0.300")]
    [InlineData("LK4105_lock_timeout", "-property:LayerKitLockTimeout=soon")]
    [InlineData("LK4105_epoch", "-property:LayerKitSourceDateEpoch=1970-01-01")]
    public Task A_wrong_property_is_one_line_at_the_project(string name, string property) =>
        VerifyErrorsAsync(name, """<ItemGroup><LayerImport Include="dir" /></ItemGroup>""", property);

    [Fact]
    public async Task An_error_is_shown_at_the_file_that_has_the_item()
    {
        _sandbox.Write("layers.props", """<Project><ItemGroup><LayerImport Include="text.tar" /></ItemGroup></Project>""");
        _sandbox.WriteProject("""<Import Project="layers.props" />""");

        BuildOutcome outcome = await _sandbox.TryBuildAsync();

        Assert.StartsWith("{project}/layers.props : error LK4102: ", outcome.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Hash_that_the_store_has_does_not_excuse_a_changed_tar()
    {
        _sandbox.WriteProject("""<ItemGroup><LayerImport Include="a.tar" /></ItemGroup>""");
        string hash = (await _sandbox.BuildAsync("-target:Build", "-getItem:LayerImported")).Items("LayerImported").Single()["DiffId"];
        _sandbox.WriteTar("a.tar", "changed");
        _sandbox.WriteProject($"""<ItemGroup><LayerImport Include="a.tar" Hash="{hash}" /></ItemGroup>""");

        BuildOutcome outcome = await _sandbox.TryBuildAsync();

        Assert.True(outcome.Errors.Contains("error LK0102", StringComparison.Ordinal), outcome.Output);
        await using LayerStore store = await _sandbox.OpenStoreAsync();
        Assert.Equal(hash, Assert.Single(store.Layers()).DiffId.ToString());
    }

    [Fact]
    public async Task A_store_that_another_process_takes_too_long_to_open_is_LK0401()
    {
        _sandbox.WriteProject("""<ItemGroup><LayerImport Include="a.tar" /></ItemGroup>""");
        await using LayerStore store = await _sandbox.OpenStoreAsync();
        using FileStream opening = new(Path.Combine(store.Root, "layerkit", "lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        BuildOutcome outcome = await _sandbox.TryBuildAsync("-property:LayerKitLockTimeout=0");

        Assert.Contains("app.proj : error LK0401: ", outcome.Errors, StringComparison.Ordinal);
    }

    private async Task VerifyErrorsAsync(string name, string body, params string[] arguments)
    {
        _sandbox.WriteProject(body);
        BuildOutcome outcome = await _sandbox.TryBuildAsync(arguments);
        Assert.NotEqual(0, outcome.ExitCode);
        var settings = new VerifySettings();
        settings.UseMethodName(name);
        await Verify(outcome.Errors, settings);
    }
}
