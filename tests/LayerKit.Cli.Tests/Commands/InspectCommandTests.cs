using LayerKit.Cli.Tests.Running;

namespace LayerKit.Cli.Tests.Commands;

public sealed class InspectCommandTests
{
    [Fact]
    public async Task A_layer_is_shown_with_its_ancestors()
    {
        await using TestStore store = await TestStore.CreateAsync();
        string middle = await store.ImportAsync(Tar.Create(store.Directory, "middle.tar", "middle", "middle\n"), "--parent", store.BaseId);
        string top = await store.ImportAsync(Tar.Create(store.Directory, "top.tar", "top", "top\n"), "--parent", middle, "--pin", "top");

        await Verify(store.Scrub(await store.RunAsync("inspect", top)));
    }

    [Fact]
    public async Task A_layer_is_an_object_in_JSON()
    {
        await using TestStore store = await TestStore.CreateAsync();
        string top = await store.ImportAsync(Tar.Create(store.Directory, "top.tar", "top", "top\n"), "--parent", store.BaseId, "--pin", "top");

        await Verify(store.Scrub(await store.RunAsync("inspect", top[..20], "--json")));
    }
}
