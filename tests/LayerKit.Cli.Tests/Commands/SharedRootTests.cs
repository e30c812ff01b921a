using System.Text.Json.Nodes;
using LayerKit.Cli.Tests.Running;
using LayerKit.Identity;

namespace LayerKit.Cli.Tests.Commands;

/// <summary>Commands beside another process that has the root open: this one.</summary>
public sealed class SharedRootTests
{
    [Theory]
    [InlineData("sqlite")]
    [InlineData("docker")]
    public async Task A_layer_that_another_process_holds_is_shown_with_its_handles_and_stays(string metadata)
    {
        await using TestStore root = await TestStore.CreateAsync(options: ["--metadata", metadata]);
        string child = await root.ImportAsync(Tar.Create(root.Directory, "app.tar", "app", "app\n"), "--parent", root.BaseId);
        ChainId chainId = ChainId.Parse(root.BaseId);
        await using LayerStore store = await LayerStore.OpenAsync(new LayerStoreOptions(root.Root) { Drivers = KnownPlugins.CreateCatalog() });
        await using RWLayer job = await store.CreateRWLayerAsync("job-17", chainId);
        using Layer held = store.Get(chainId);
        await store.PinAsync("base", chainId);

        CommandRun list = (await root.RunAsync("ls", "--json")).Succeeded();
        CommandRun remove = await root.RunAsync("rm", root.BaseId);

        JsonNode references = list.Json.AsArray().Single(layer => layer!["chainId"]!.GetValue<string>() == root.BaseId)!["references"]!;
        Assert.Equal("""{"handles":1,"children":1,"rwLayers":1,"pins":1,"foreign":0}""", references.ToJsonString());
        Assert.Equal(ExitCodes.Conflict, remove.ExitCode);
        Assert.Equal(
            $"LK0008: cannot remove layer {root.BaseId}: it is held by layer {child} and RW layer 'job-17' and 1 handle in use; remove those first\n", remove.Error);
        Assert.NotNull(store.FindPin("base"));
    }

    [Fact]
    public async Task What_a_command_does_is_seen_by_a_store_that_was_open_before()
    {
        await using TestStore root = await TestStore.CreateAsync();
        await using LayerStore store = await LayerStore.OpenAsync(new LayerStoreOptions(root.Root) { Drivers = KnownPlugins.CreateCatalog() });

        string child = await root.ImportAsync(Tar.Create(root.Directory, "app.tar", "app", "app\n"), "--parent", root.BaseId, "--pin", "app");
        Assert.True(store.TryGet(ChainId.Parse(child), out Layer? layer));
        layer.Dispose();
        (await root.RunAsync("unpin", "app")).Succeeded();

        Assert.False(store.TryGet(ChainId.Parse(child), out _));
        Assert.Empty(store.Pins());
    }

    [Fact]
    public async Task Four_imports_of_one_tar_at_once_are_one_layer()
    {
        await using TestStore root = await TestStore.CreateAsync();
        string tar = Tar.Create(root.Directory, "app.tar", "app", new string('x', 4 << 20));
        string script = string.Concat(Enumerable.Repeat($"layerkit import {Path.GetFileName(tar)} --parent {root.BaseId} --json --quiet & ", 4)) + "wait";

        CommandRun run = (await root.ShellAsync(script)).Succeeded();

        Assert.Equal(1, run.Output.Split("\"existed\": false").Length - 1);
        Assert.Equal(3, run.Output.Split("\"existed\": true").Length - 1);
        Assert.Equal(2, (await root.RunAsync("ls", "--json")).Json.AsArray().Count);
    }
}
