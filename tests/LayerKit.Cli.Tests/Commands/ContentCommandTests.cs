using LayerKit.Cli.Tests.Running;

namespace LayerKit.Cli.Tests.Commands;

/// <summary>What only a driver that keeps files once can do: <c>checkout</c> and <c>du</c>.</summary>
public sealed class ContentCommandTests
{
    [Fact]
    public async Task A_chain_is_checked_out_with_its_whiteouts_applied()
    {
        await using TestStore store = await CreateAsync();
        string script = """
            mkdir top; touch top/.wh.hello.txt; echo app > top/app
            layerkit checkout $(layerkit import top --parent $(layerkit import base.tar)) out && test ! -e out/hello.txt && cat out/app
            """;

        CommandRun run = (await store.ShellAsync(script)).Succeeded();

        Assert.Equal($"{store["out"]}\napp\n", run.Output);
        Assert.Contains($"checked out: 1 file, 4 B in {store["out"]}", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_checkout_is_described_in_JSON()
    {
        await using TestStore store = await CreateAsync();

        await Verify(store.Scrub(await store.RunAsync("checkout", store.BaseId, store["out"], "--json", "--quiet")));
    }

    [Fact]
    public async Task A_checkout_does_not_touch_a_directory_that_is_not_empty()
    {
        await using TestStore store = await CreateAsync();
        Directory.CreateDirectory(store["out"]);
        File.WriteAllText(store["out/mine"], "mine");

        CommandRun run = await store.RunAsync("checkout", store.BaseId, store["out"]);

        Assert.Equal(ExitCodes.Failed, run.ExitCode);
        Assert.Equal($"layerkit: {store["out"]} is not empty: check out into a new directory\n", run.Error);
        Assert.Equal([store["out/mine"]], Directory.GetFileSystemEntries(store["out"]));
    }

    [Fact]
    public async Task Layers_that_have_files_in_common_store_them_once()
    {
        await using TestStore store = await CreateAsync();
        string script = "mkdir 1 2; head -c 100000 /dev/zero | tee 1/shared > 2/shared; echo 1 > 1/own; echo 2 > 2/own; layerkit import 1; layerkit import 2";
        (await store.ShellAsync(script)).Succeeded();

        CommandRun run = (await store.RunAsync("du", "--json")).Succeeded();

        Assert.Equal(200_000 + "hello\n1\n2\n".Length, run.Json["total"]!["logical"]!.GetValue<long>());
        Assert.InRange(run.Json["total"]!["stored"]!.GetValue<long>(), 100_000, 110_000);
        Assert.Equal(100_000, run.Json["total"]!["shared"]!.GetValue<long>());
        Assert.Equal([0, 100_000, 100_000], run.Json["layers"]!.AsArray().Select(layer => layer!["shared"]!.GetValue<long>()).Order());
    }

    [Fact]
    public async Task Usage_is_a_table()
    {
        await using TestStore store = await CreateAsync();

        string[] lines = (await store.RunAsync("du")).Succeeded().Output.Split('\n');

        Assert.Equal(["CHAIN", "LOGICAL", "STORED", "SHARED"], lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith(store.BaseId[7..19], lines[1], StringComparison.Ordinal);
        Assert.StartsWith("total ", lines[2], StringComparison.Ordinal);
    }

    private static Task<TestStore> CreateAsync() => TestStore.CreateAsync(options: ["--driver", "content"]);
}
