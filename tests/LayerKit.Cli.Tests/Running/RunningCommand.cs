using System.Diagnostics;
using System.Text;

namespace LayerKit.Cli.Tests.Running;

/// <summary>The built command in a process of its own, as a shell would start it.</summary>
internal sealed class RunningCommand : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly CancellationTokenSource _timeout = new(Patience);
    private readonly Process _process;

    private RunningCommand(ProcessStartInfo start)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.Environment.Remove("LAYERKIT_ROOT");
        _process = Process.Start(start)!;
        _timeout.Token.Register(_process.Kill);
    }

    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "LayerKit.Cli");

    public Stream Input => _process.StandardInput.BaseStream;

    public Stream Output => _process.StandardOutput.BaseStream;

    public static RunningCommand Start(params string[] args) => new(new ProcessStartInfo(Program, args));

    /// <summary>Starts a command line of bash in which <c>$LAYERKIT</c> is the command.</summary>
    public static RunningCommand StartShell(string script) =>
        new(new ProcessStartInfo("bash", ["-c", script]) { Environment = { ["LAYERKIT"] = Program } });

    /// <summary>Starts it with SIGINT heeded, even if the test run itself was started with SIGINT ignored, as background jobs are.</summary>
    public static RunningCommand StartInterruptible(params string[] args) =>
        new(new ProcessStartInfo("env", ["--default-signal=INT", Program, .. args]));

    public async Task SignalAsync(string signal)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
        await kill.WaitForExitAsync(_timeout.Token);
    }

    /// <summary>Reads standard output until it says something.</summary>
    public async Task ReadOutputUntilAsync(string text)
    {
        byte[] buffer = new byte[4096];
        StringBuilder seen = new();
        while (!seen.ToString().Contains(text, StringComparison.Ordinal))
        {
            int read = await Output.ReadAsync(buffer, _timeout.Token);
            Assert.True(read > 0, $"'{text}' is not in: {seen}");
            seen.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }
    }

    /// <summary>Waits for the end. Standard input stays as it is.</summary>
    public async Task<CommandRun> EndAsync()
    {
        Task<string> error = _process.StandardError.ReadToEndAsync(_timeout.Token);
        using MemoryStream output = new();
        await Output.CopyToAsync(output, _timeout.Token);
        await _process.WaitForExitAsync(_timeout.Token);
        return new(_process.ExitCode, output.ToArray(), await error);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
        _timeout.Dispose();
    }
}
