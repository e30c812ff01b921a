using LayerKit.Cli.Tests.Running;

namespace LayerKit.Cli.Tests.Commands;

public sealed class PruneCommandTests
{
    [Fact]
    public async Task Layers_without_references_and_pins_that_have_expired_go()
    {
        await using TestStore store = await TestStore.CreateAsync();
        await store.ImportAsync(Tar.Create(store.Directory, "kept.tar", "kept", "kept\n"), "--pin", "kept");
        (await store.RunAsync("pin", "over", store.BaseId, "--expires", "0s")).Succeeded();

        string dry = store.Scrub(await store.RunAsync("prune", "--dry-run", "--json"));
        string state = await store.StateAsync();
        await Verify(dry);
        Assert.Equal(state, await store.StateAsync());

        CommandRun run = (await store.RunAsync("prune", "--json")).Succeeded();
        Assert.Equal(dry.Replace("would remove", "removed", StringComparison.Ordinal).Replace("\"dryRun\": true", "\"dryRun\": false", StringComparison.Ordinal), store.Scrub(run));
        Assert.Single((await store.RunAsync("ls", "--json")).Json.AsArray());
        Assert.Single((await store.RunAsync("pins", "--json")).Json.AsArray());
    }

    [Fact]
    public async Task Young_layers_are_spared()
    {
        await using TestStore store = await TestStore.CreateAsync();

        CommandRun run = (await store.RunAsync("prune", "--grace", "1h")).Succeeded();

        Assert.Empty(run.Output);
        Assert.Equal("removed: 0 layers, 0 B\n", run.Error);
    }
}
