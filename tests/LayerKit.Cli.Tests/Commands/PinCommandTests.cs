using LayerKit.Cli.Tests.Running;

namespace LayerKit.Cli.Tests.Commands;

public sealed class PinCommandTests
{
    [Fact]
    public async Task A_pin_is_set_and_listed()
    {
        await using TestStore store = await TestStore.CreateAsync();

        await Verify(store.Scrub(await store.RunAsync("pin", "shop/web:1.4", store.BaseId[7..20], "--owner", "Shop", "--expires", "1h30m")));
        await VerifyAsync("listed", store, "pins");
        await VerifyAsync("listed_in_JSON", store, "pins", "--json");
    }

    [Fact]
    public async Task A_pin_is_described_in_JSON()
    {
        await using TestStore store = await TestStore.CreateAsync();

        await Verify(store.Scrub(await store.RunAsync("pin", "web", store.BaseId, "--json", "--quiet")));
    }

    [Fact]
    public async Task A_pin_stands_for_its_layer()
    {
        await using TestStore store = await TestStore.CreateAsync();
        string script = "layerkit pin web $(layerkit import base.tar); layerkit export web | cmp - base.tar && layerkit import base.tar --parent web && layerkit inspect web";

        (await store.ShellAsync(script)).Succeeded();
    }

    [Fact]
    public async Task A_pin_that_is_written_like_a_prefix_comes_first()
    {
        await using TestStore store = await TestStore.CreateAsync();
        string other = await store.ImportAsync(Tar.Create(store.Directory, "other.tar", "other", "other\n"), "--pin", store.BaseId[7..17]);

        CommandRun run = (await store.RunAsync("inspect", store.BaseId[7..17], "--json")).Succeeded();

        Assert.Equal(other, run.Json["chainId"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_import_can_pin_what_it_registers_and_what_is_there_already()
    {
        await using TestStore store = await TestStore.CreateAsync();

        string top = await store.ImportAsync(Tar.Create(store.Directory, "top.tar", "top", "top\n"), "--parent", store.BaseId, "--pin", "top");
        await store.ImportAsync(store.BaseTar, "--pin", "base");

        CommandRun run = (await store.RunAsync("pins", "--json")).Succeeded();
        Assert.Equal(["base", "top"], run.Json.AsArray().Select(pin => pin!["name"]!.GetValue<string>()));
        Assert.Equal([store.BaseId, top], run.Json.AsArray().Select(pin => pin!["chainId"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_pin_is_moved_and_its_old_layer_waits_for_a_prune()
    {
        await using TestStore store = await TestStore.CreateAsync();
        string other = await store.ImportAsync(Tar.Create(store.Directory, "other.tar", "other", "other\n"));
        (await store.RunAsync("pin", "web", store.BaseId)).Succeeded();

        (await store.RunAsync("pin", "web", other)).Succeeded();
        CommandRun run = (await store.RunAsync("prune")).Succeeded();

        Assert.Equal(store.BaseId, run.Output.Trim());
    }

    [Fact]
    public async Task Taking_the_last_pin_off_removes_what_it_alone_kept()
    {
        await using TestStore store = await TestStore.CreateAsync();
        string top = await store.ImportAsync(Tar.Create(store.Directory, "top.tar", "top", "top\n"), "--parent", store.BaseId, "--pin", "1");
        (await store.RunAsync("pin", "2", top)).Succeeded();

        Assert.Empty((await store.RunAsync("unpin", "1")).Succeeded().Output);
        await Verify(store.Scrub(await store.RunAsync("unpin", "2", "--json")));
        Assert.Empty((await store.RunAsync("ls", "--json")).Json.AsArray());
    }

    private static async Task VerifyAsync(string name, TestStore store, params string[] args)
    {
        VerifySettings settings = new();
        settings.UseMethodName(name);
        await Verify(store.Scrub((await store.RunAsync(args)).Succeeded()), settings);
    }
}
