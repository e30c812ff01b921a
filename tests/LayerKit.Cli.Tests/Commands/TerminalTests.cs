using LayerKit.Cli.Tests.Running;

namespace LayerKit.Cli.Tests.Commands;

/// <summary>What is different on a terminal, which <c>script</c> stands in for.</summary>
public sealed class TerminalTests
{
    [Fact]
    public async Task An_import_shows_its_progress()
    {
        await using TestStore store = await TestStore.CreateAsync();

        byte[] tar = File.ReadAllBytes(store.BaseTar);
        (await store.ShellAsync("mkfifo fifo")).Succeeded();
        using RunningCommand terminal = store.StartShell("export TERM=xterm; script -qec '$LAYERKIT import - < fifo' /dev/null");
        await using (Stream fifo = await Task.Run(() => File.OpenWrite(store["fifo"])))
        {
            await fifo.WriteAsync(tar.AsMemory(0, 700));
            await fifo.FlushAsync();
            await terminal.ReadOutputUntilAsync("applying");
            await fifo.WriteAsync(tar.AsMemory(700));
        }

        CommandRun run = (await terminal.EndAsync()).Succeeded();

        Assert.Contains(store.BaseId, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_terminal_that_cannot_move_its_cursor_gets_a_line()
    {
        await using TestStore store = await TestStore.CreateAsync();

        CommandRun run = (await OnTerminalAsync(store, "import base.tar")).Succeeded();

        Assert.StartsWith("already there: ", run.Output, StringComparison.Ordinal);
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
        store.ShellAsync($"export TERM=dumb; script -qec '$LAYERKIT {args}' /dev/null");
}
