using LayerKit.Cli.Tests.Running;

namespace LayerKit.Cli.Tests.Commands;

public sealed class ImportCommandTests
{
    // Nobody's user may have no access to where the tests were built; the capability stands in for that.
    private const string AsNobody = "setpriv --reuid=65534 --clear-groups --inh-caps=+dac_override --ambient-caps=+dac_override";

    [Fact]
    public async Task Import_prints_the_ChainID_and_notes_what_it_did()
    {
        await using TestStore store = await TestStore.CreateAsync();
        string tar = Tar.Create(store.Directory, "app.tar", "app", "app\n");

        await Verify(store.Scrub(await store.RunAsync("import", tar, "--parent", store.BaseId)));
    }

    [Fact]
    public async Task Import_describes_a_new_layer_in_JSON()
    {
        await using TestStore store = await TestStore.CreateAsync();
        string tar = Tar.Create(store.Directory, "app.tar", "app", "app\n");

        await Verify(store.Scrub(await store.RunAsync("import", tar, "--parent", store.BaseId[..15], "--json", "--quiet")));
    }

    [Fact]
    public async Task Import_says_that_a_layer_is_already_there()
    {
        await using TestStore store = await TestStore.CreateAsync();

        await Verify(store.Scrub(await store.RunAsync("import", store.BaseTar, "--json")));
    }

    [Fact]
    public async Task Quiet_leaves_only_the_ChainID()
    {
        await using TestStore store = await TestStore.CreateAsync();

        CommandRun run = (await store.RunAsync("import", store.BaseTar, "--quiet")).Succeeded();

        Assert.Equal(store.BaseId + Environment.NewLine, run.Output);
        Assert.Empty(run.Error);
    }

    [Theory]
    [InlineData("layerkit import - < base.tar")]
    [InlineData("cat base.tar | layerkit import -")]
    [InlineData("gzip -c base.tar | layerkit import -")]
    [InlineData("gzip -k base.tar && layerkit import base.tar.gz")]
    [InlineData("layerkit import - --expect $(layerkit import base.tar) < base.tar")]
    public async Task The_same_tar_is_the_same_layer_however_it_comes(string script)
    {
        await using TestStore store = await TestStore.CreateAsync();

        CommandRun run = (await store.ShellAsync(script)).Succeeded();

        Assert.Equal(store.BaseId, run.Output.Trim());
    }

    [Fact]
    public async Task A_directory_is_the_same_layer_each_time()
    {
        await using TestStore store = await TestStore.CreateAsync();
        string script = "mkdir -p tree/etc; echo 1 > tree/etc/conf; layerkit import tree; touch -d @86400 tree/etc/conf; layerkit import tree";

        CommandRun run = (await store.ShellAsync(script)).Succeeded();

        string[] ids = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, ids.Length);
        Assert.Equal(ids[0], ids[1]);
        Assert.Equal(2, (await store.RunAsync("ls", "--json")).Json.AsArray().Count);
    }

    [Fact]
    public async Task The_root_comes_from_the_environment_unless_it_is_given()
    {
        await using TestStore store = await TestStore.CreateAsync();

        (await store.ShellAsync("layerkit import base.tar --root given; LAYERKIT_ROOT=relative layerkit import base.tar; ls given relative")).Succeeded();
    }

    [Theory]
    [InlineData("XDG_DATA_HOME=$PWD/data " + AsNobody, "data/layerkit")]
    [InlineData("HOME=$PWD/home XDG_DATA_HOME= " + AsNobody, "home/.local/share/layerkit")]
    [InlineData("", "/var/lib/layerkit")]
    public async Task Without_any_the_root_is_where_the_user_keeps_data(string user, string root)
    {
        await using TestStore store = await TestStore.CreateAsync();

        CommandRun run = await store.ShellAsync($"unset LAYERKIT_ROOT; {user} \"$LAYERKIT\" info");

        Assert.Equal(ExitCodes.NotFound, run.ExitCode);
        Assert.StartsWith($"layerkit: no store at {Path.Combine(store.Directory, root)}: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verbose_logs_to_standard_error()
    {
        await using TestStore store = await TestStore.CreateAsync();

        CommandRun run = (await store.RunAsync("import", store.BaseTar, "-v")).Succeeded();

        Assert.Contains("Information: LayerKit.LayerStore: Opened store", run.Error, StringComparison.Ordinal);
        Assert.Equal(store.BaseId, run.Output.Trim());
    }
}
