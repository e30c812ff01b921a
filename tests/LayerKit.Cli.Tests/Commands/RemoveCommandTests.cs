using LayerKit.Cli.Tests.Running;
using LayerKit.Identity;

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
    public async Task A_layer_goes_with_all_its_pins()
    {
        await using TestStore store = await TestStore.CreateAsync();
        (await store.RunAsync("pin", "1", store.BaseId)).Succeeded();
        (await store.RunAsync("pin", "2", "1")).Succeeded();

        CommandRun run = (await store.RunAsync("rm", "1")).Succeeded();

        Assert.Equal(store.BaseId + "\n", run.Output);
        Assert.Empty((await store.RunAsync("pins", "--json")).Json.AsArray());
    }

    [Fact]
    public async Task A_layer_below_an_RW_layer_stays_and_so_does_its_pin()
    {
        await using TestStore root = await TestStore.CreateAsync();
        await using (LayerStore store = await LayerStore.OpenAsync(new LayerStoreOptions(root.Root) { Drivers = KnownPlugins.CreateCatalog() }))
        await using (await store.CreateRWLayerAsync("job-17", ChainId.Parse(root.BaseId)))
        {
            await store.PinAsync("base", ChainId.Parse(root.BaseId));
        }

        CommandRun run = await root.RunAsync("rm", "base");

        Assert.Equal(ExitCodes.Conflict, run.ExitCode);
        Assert.Equal($"LK0008: cannot remove layer {root.BaseId}: it is held by RW layer 'job-17'; remove those first\n", run.Error);
        Assert.Single((await root.RunAsync("pins", "--json")).Json.AsArray());
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
