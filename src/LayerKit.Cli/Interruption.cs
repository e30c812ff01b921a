using System.Runtime.InteropServices;
using LayerKit.Cli.Output;

namespace LayerKit.Cli;

/// <summary>Ctrl-C and SIGTERM: the first cancels the command, which rolls back; the second ends the process as if nobody listened.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;

    public Interruption()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
    }

    public CancellationToken Token => _cancellation.Token;

    public void OnSignal(PosixSignalContext signal)
    {
        if (_cancellation.IsCancellationRequested)
        {
            ProgressBar.Abandon();
            return;
        }

        signal.Cancel = true;
        _cancellation.Cancel();
    }

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _cancellation.Dispose();
    }
}
