using LayerKit.Cli.Tests.Running;

namespace LayerKit.Cli.Tests.Commands;

public sealed class RemoveCommandTests
{
    [Fact]
    public async Task Removing_a_layer_removes_what_it_alone_kept_child_first()
    {
        await using TestStore store = await TestStore.CreateAsync();
        string top = await store.ImportAsync(Tar.Create(store.Directory, "top.tar", "top", "top\n"), "--parent", store.BaseId);

        CommandRun run = (await store.RunAsync("rm", top)).Succeeded();

        Assert.Equal($"{top}\n{store.BaseId}\n", run.Output);
        Assert.Empty((await store.RunAsync("ls", "--json")).Json.AsArray());
    }

    [Fact]
    public async Task Removed_layers_are_listed_in_JSON()
    {
        await using TestStore store = await TestStore.CreateAsync();

        await Verify(store.Scrub(await store.RunAsync("rm", store.BaseId, "--json")));
    }

    [Fact]
    public async Task A_layer_with_children_stays_and_they_are_named()
    {
        await using TestStore store = await TestStore.CreateAsync();
        for (int i = 0; i < 4; i++)
        {
            await store.ImportAsync(Tar.Create(store.Directory, $"{i}.tar", $"{i}", $"{i}\n"), "--parent", store.BaseId);
        }

        string before = await store.StateAsync();

        await Verify(store.Scrub(await store.RunAsync("rm", store.BaseId)));
        Assert.Equal(before, await store.StateAsync());
    }
}
