using LayerKit.Cli.Tests.Running;

namespace LayerKit.Cli.Tests.Commands;

public sealed class TreeCommandTests
{
    [Fact]
    public async Task Layers_are_a_forest_with_pins()
    {
        await using TestStore store = await CreateAsync();

        await Verify(store.Scrub(await store.RunAsync("tree")));
    }

    [Fact]
    public async Task Layers_are_nested_in_JSON()
    {
        await using TestStore store = await CreateAsync();

        await Verify(store.Scrub(await store.RunAsync("tree", "--json")));
    }

    private static async Task<TestStore> CreateAsync()
    {
        TestStore store = await TestStore.CreateAsync();
        string middle = await store.ImportAsync(Tar.Create(store.Directory, "middle.tar", "middle", "middle\n"), "--parent", store.BaseId, "--pin", "a", "--quiet");
        await store.ImportAsync(Tar.Create(store.Directory, "top.tar", "top", "top\n"), "--parent", middle, "--pin", "b");
        await store.ImportAsync(Tar.Create(store.Directory, "other.tar", "other", "other\n"));
        return store;
    }
}
