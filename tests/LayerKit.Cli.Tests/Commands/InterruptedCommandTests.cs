using LayerKit.Cli.Tests.Running;

namespace LayerKit.Cli.Tests.Commands;

public sealed class InterruptedCommandTests
{
    // More than the command reads ahead: once it is written, the first of it has reached the store.
    private const int Fed = 8 << 20;

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task An_interrupted_import_is_rolled_back(string signal)
    {
        await using TestStore store = await TestStore.CreateAsync();
        string tar = Tar.Create(store.Directory, "x.tar", "x", new string('x', Fed + 1));
        string before = await store.StateAsync();
        using RunningCommand import = RunningCommand.StartInterruptible("--root", store.Root, "import", "-");
        await import.Input.WriteAsync(File.ReadAllBytes(tar).AsMemory(0, Fed));
        await import.Input.FlushAsync();

        await import.SignalAsync(signal);
        CommandRun run = await import.EndAsync();

        Assert.Equal(ExitCodes.Interrupted, run.ExitCode);
        Assert.Equal("layerkit: interrupted; what was under way has been rolled back\n", run.Error);
        Assert.Empty(run.Output);
        Assert.Equal(before, await store.StateAsync());
    }

    [Fact]
    public async Task An_export_that_nobody_reads_can_be_interrupted()
    {
        await using TestStore store = await TestStore.CreateAsync();
        string big = await store.ImportAsync(Tar.Create(store.Directory, "big.tar", "big", new string('x', Fed)));
        using RunningCommand export = RunningCommand.StartInterruptible("--root", store.Root, "export", big);
        await export.Output.ReadExactlyAsync(new byte[1]);

        await export.SignalAsync("INT");
        CommandRun run = await export.EndAsync();

        Assert.Equal(ExitCodes.Interrupted, run.ExitCode);
        Assert.True(run.Bytes.Length < Fed);
    }
}
