using LayerKit.Cli.Tests.Running;
using LayerKit.Drivers;
using LayerKit.Errors;
using LayerKit.Identity;

namespace LayerKit.Cli.Tests;

public sealed class LayerHoldersTests
{
    [Fact]
    public async Task All_holders_of_a_layer_are_named()
    {
        await using TestStore root = await TestStore.CreateAsync();
        string child = await root.ImportAsync(Tar.Create(root.Directory, "app.tar", "app", "app\n"), "--parent", root.BaseId);
        ChainId chainId = ChainId.Parse(root.BaseId);
        await using LayerStore store = await LayerStore.OpenAsync(new LayerStoreOptions(root.Root) { Drivers = BuiltInDrivers.CreateCatalog() });
        await using RWLayer job = await store.CreateRWLayerAsync("job-17", chainId);
        using Layer held = store.Get(chainId);

        LayerInUseException error = Assert.Throws<LayerInUseException>(() => LayerHolders.ThrowIfAny(store, chainId));

        Assert.Equal($"layer {child} and RW layer 'job-17' and 1 handle in use", error.Holders);
    }

    [Fact]
    public async Task A_layer_below_an_RW_layer_is_not_removed()
    {
        await using TestStore root = await TestStore.CreateAsync();
        await using (LayerStore store = await LayerStore.OpenAsync(new LayerStoreOptions(root.Root) { Drivers = BuiltInDrivers.CreateCatalog() }))
        await using (await store.CreateRWLayerAsync("job-17", ChainId.Parse(root.BaseId)))
        {
        }

        CommandRun run = await root.RunAsync("rm", root.BaseId);

        Assert.Equal(ExitCodes.Conflict, run.ExitCode);
        Assert.Equal($"LK0008: cannot remove layer {root.BaseId}: it is held by RW layer 'job-17'; remove those first\n", run.Error);
    }
}
