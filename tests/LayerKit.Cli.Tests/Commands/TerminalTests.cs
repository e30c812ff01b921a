using LayerKit.Cli.Tests.Running;

namespace LayerKit.Cli.Tests.Commands;

/// <summary>What is different on a terminal, which <c>script</c> stands in for.</summary>
public sealed class TerminalTests
{
    [Fact]
    public async Task An_import_shows_its_progress()
    {
        await using TestStore store = await TestStore.CreateAsync();

        CommandRun run = (await OnTerminalAsync(store, "import base.tar")).Succeeded();

        Assert.Contains("applying", run.Output, StringComparison.Ordinal);
        Assert.Contains("of 2.0 KiB", run.Output, StringComparison.Ordinal);
        Assert.Contains(store.BaseId, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quiet_shows_no_progress()
    {
        await using TestStore store = await TestStore.CreateAsync();

        CommandRun run = (await OnTerminalAsync(store, "--quiet import base.tar")).Succeeded();

        Assert.Equal(store.BaseId, run.Output.Trim());
    }

    [Fact]
    public async Task A_tar_is_not_written_to_a_terminal()
    {
        await using TestStore store = await TestStore.CreateAsync();

        CommandRun run = await OnTerminalAsync(store, $"export {store.BaseId}");

        Assert.Equal(ExitCodes.Usage, run.ExitCode);
        Assert.Equal("layerkit: cannot write a tar to a terminal: redirect standard output, or give -o FILE", run.Output.Trim());
    }

    [Fact]
    public async Task A_tar_is_not_read_from_a_terminal()
    {
        await using TestStore store = await TestStore.CreateAsync();

        CommandRun run = await OnTerminalAsync(store, "import -");

        Assert.Equal(ExitCodes.Usage, run.ExitCode);
        Assert.Equal("layerkit: cannot import from a terminal: redirect standard input, or give a file or directory", run.Output.Trim());
    }

    private static Task<CommandRun> OnTerminalAsync(TestStore store, string args) =>
        store.ShellAsync($"export TERM=xterm; script -qec \"stty cols 120; $LAYERKIT --root store {args}\" /dev/null");
}
