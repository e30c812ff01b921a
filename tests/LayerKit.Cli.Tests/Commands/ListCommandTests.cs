using LayerKit.Cli.Tests.Running;

namespace LayerKit.Cli.Tests.Commands;

public sealed class ListCommandTests
{
    [Fact]
    public async Task Layers_are_a_table()
    {
        await using TestStore store = await TestStore.CreateAsync();
        await store.ImportAsync(Tar.Create(store.Directory, "app.tar", "app", new string('x', 3000)), "--parent", store.BaseId, "--pin", "app");

        await Verify(store.Scrub(await store.RunAsync("ls")));
    }

    [Fact]
    public async Task Layers_are_an_array_in_JSON()
    {
        await using TestStore store = await TestStore.CreateAsync();
        await store.ImportAsync(Tar.Create(store.Directory, "app.tar", "app", "app\n"), "--parent", store.BaseId);

        await Verify(store.Scrub(await store.RunAsync("ls", "--json")));
    }

    [Fact]
    public async Task A_root_that_Docker_made_is_a_store()
    {
        await using TestStore store = await TestStore.CreateAsync(options: ["--metadata", "docker"]);

        CommandRun run = await store.ShellAsync("mkdir -p docker/vfs; cp -a store/image docker; cp -a store/vfs/dir docker/vfs; layerkit ls --root docker --json");

        Assert.Equal(store.BaseId, run.Succeeded().Json[0]!["chainId"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_empty_store_is_an_empty_array()
    {
        await using TestStore store = await TestStore.CreateAsync();
        (await store.RunAsync("rm", store.BaseId)).Succeeded();

        Assert.Empty((await store.RunAsync("ls", "--json")).Json.AsArray());
    }
}
