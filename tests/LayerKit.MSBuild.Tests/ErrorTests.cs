namespace LayerKit.MSBuild;

public sealed class ErrorTests(WrongProjects projects) : IClassFixture<WrongProjects>, IDisposable
{
    private readonly BuildSandbox _sandbox = NewSandbox();

    public static TheoryData<string> WrongProjectNames => [.. WrongProjects.Wrong.Keys];

    public static TheoryData<string> DoubtfulProjectNames => [.. WrongProjects.Doubtful.Keys];

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [MemberData(nameof(WrongProjectNames))]
    public Task A_wrong_item_is_one_line_at_its_file(string name) => VerifyAsync(name, projects.Errors(name));

    [Theory]
    [MemberData(nameof(DoubtfulProjectNames))]
    public async Task A_doubtful_item_is_one_warning_or_with_LayerKitStrict_an_error(string name)
    {
        await VerifyAsync(name, projects.Warnings(name));
        Assert.Equal(projects.Warnings(name).Replace(" warning ", " error ", StringComparison.Ordinal), projects.StrictErrors(name));
    }

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

    private static BuildSandbox NewSandbox()
    {
        var sandbox = new BuildSandbox();
        sandbox.WriteTar("a.tar", "a");
        sandbox.Write("text.tar", "This is no tar.\n");
        sandbox.Write("dir/file", "content\n");
        sandbox.Write("file", "content\n");
        return sandbox;
    }

    private async Task VerifyErrorsAsync(string name, string body, params string[] arguments)
    {
        _sandbox.WriteProject(body);
        BuildOutcome outcome = await _sandbox.TryBuildAsync(arguments);
        Assert.NotEqual(0, outcome.ExitCode);
        await VerifyAsync(name, outcome.Errors);
    }

    private static Task VerifyAsync(string name, string lines)
    {
        Assert.NotEqual("", lines);
        var settings = new VerifySettings();
        settings.UseMethodName(name);
        return Verify(lines, settings);
    }
}
