using LayerKit.Cli.Tests.Running;

namespace LayerKit.Cli.Tests.Commands;

/// <summary>RW layers from the command line: made, mounted, written to, listed, committed.</summary>
public sealed class RWCommandTests
{
    [Fact]
    public async Task What_is_written_to_a_mounted_RW_layer_becomes_a_layer()
    {
        await using TestStore store = await TestStore.CreateAsync();
        string script = """
            layerkit rw create job --parent "$1" && dir=$(layerkit mount job) && echo new > "$dir/new" && rm "$dir/hello.txt" && layerkit changes job
            layerkit umount job && layerkit --quiet commit job --pin result && layerkit cat result new && layerkit rw ls --json
            """;

        CommandRun run = (await store.ShellAsync($"set -- {store.BaseId}; {script}")).Succeeded();

        string[] lines = run.Output.Split('\n');
        Assert.Equal(["job", "D /hello.txt", "A /new"], lines[..3]);
        Assert.Equal("new", lines[4]);
        Assert.Contains("unmounted: job", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_consumed_RW_layer_is_gone()
    {
        await using TestStore store = await TestStore.CreateAsync();
        string script = "layerkit rw create job && echo x > $(layerkit mount job)/x && layerkit umount job && layerkit commit job --consume --json && layerkit rw ls";

        CommandRun run = await store.ShellAsync(script);

        // The file's time is that of the test.
        await Verify(store.Scrub(run).Replace(run.Output.Split('"')[3], "{chain}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RW_layers_are_described_in_JSON()
    {
        await using TestStore store = await TestStore.CreateAsync();
        CommandRun made = await store.RunAsync("rw", "create", "job", "--parent", store.BaseId, "--json");
        CommandRun listed = await store.RunAsync("rw", "ls", "--json");

        await Verify(store.Scrub(made) + "\n" + store.Scrub(listed));
    }

    [Fact]
    public async Task RW_layers_are_a_table()
    {
        await using TestStore store = await TestStore.CreateAsync();
        (await store.RunAsync("rw", "create", "job", "--parent", store.BaseId)).Succeeded();
        (await store.RunAsync("rw", "create", "empty")).Succeeded();

        await Verify(store.Scrub(await store.RunAsync("rw", "ls")));
    }

    [Fact]
    public async Task A_mounted_RW_layer_is_neither_removed_nor_consumed()
    {
        await using TestStore store = await TestStore.CreateAsync();
        (await store.RunAsync("rw", "create", "job")).Succeeded();
        (await store.RunAsync("mount", "job")).Succeeded();

        CommandRun removal = await store.RunAsync("rw", "rm", "job");
        Assert.Equal(ExitCodes.Conflict, removal.ExitCode);
        Assert.Equal("LK0005: RW layer 'job' is in use: it is mounted; end that first\n", removal.Error);
        Assert.Equal(ExitCodes.Conflict, (await store.RunAsync("commit", "job", "--consume")).ExitCode);
        (await store.RunAsync("umount", "job")).Succeeded();
        Assert.Equal(ExitCodes.Conflict, (await store.RunAsync("umount", "job")).ExitCode);
        (await store.RunAsync("rw", "rm", "job")).Succeeded();
        Assert.Equal(ExitCodes.NotFound, (await store.RunAsync("mount", "job")).ExitCode);
    }

    [Fact]
    public async Task Storage_options_reach_the_driver()
    {
        await using TestStore store = await TestStore.CreateAsync();

        CommandRun run = await store.RunAsync("rw", "create", "job", "--opt", "size=1G");

        Assert.Equal(ExitCodes.Usage, run.ExitCode);
        Assert.Contains("size=1G", run.Error, StringComparison.Ordinal);
        Assert.Equal("[]\n", (await store.RunAsync("rw", "ls", "--json")).Output);
    }

    [Fact]
    public async Task Names_of_two_words_are_asked_for_help_together()
    {
        await using TestStore store = await TestStore.CreateAsync();

        CommandRun run = await store.RunAsync("rw", "create", "a/b");

        Assert.Equal((ExitCodes.Usage, "layerkit: 'a/b' is no name of an RW layer: expected one file name of at most 255 bytes; see 'layerkit rw create --help'\n"), (run.ExitCode, run.Error));
    }
}
