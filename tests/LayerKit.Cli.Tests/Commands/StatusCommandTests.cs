using LayerKit.Cli.Tests.Running;

namespace LayerKit.Cli.Tests.Commands;

public sealed class StatusCommandTests
{
    [Fact]
    public async Task A_store_is_shown_with_what_works_here()
    {
        await using TestStore store = await TestStore.CreateAsync();

        await Verify(store.Scrub(await store.RunAsync("info")));
    }

    [Fact]
    public async Task A_store_is_an_object_in_JSON()
    {
        await using TestStore store = await TestStore.CreateAsync();

        await Verify(store.Scrub(await store.RunAsync("info", "--json")));
    }
}
