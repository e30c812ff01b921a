using System.Runtime.InteropServices;

namespace LayerKit.Cli.Tests;

public sealed class InterruptionTests
{
    [Fact]
    public void The_first_signal_cancels_and_the_second_is_left_to_end_the_process()
    {
        using Interruption interruption = new();
        PosixSignalContext first = new(PosixSignal.SIGINT);
        PosixSignalContext second = new(PosixSignal.SIGINT);

        interruption.OnSignal(first);
        Assert.True(interruption.Token.IsCancellationRequested);
        interruption.OnSignal(second);

        Assert.True(first.Cancel);
        Assert.False(second.Cancel);
    }
}
