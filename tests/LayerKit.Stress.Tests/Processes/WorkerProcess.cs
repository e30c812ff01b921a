using System.Diagnostics;
using System.Globalization;
using LayerKit.Stress.Worker;

namespace LayerKit.Stress.Tests.Processes;

/// <summary>A worker that was started, and what it said.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    private WorkerProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>True when it ended by itself.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Starts a worker on a root.</summary>
    public static WorkerProcess Start(string mode, StoreChoice choice, params object[] arguments) => new(Process.Start(Describe([], mode, choice, arguments))!);

    /// <summary>Starts a worker below another program, such as strace.</summary>
    public static WorkerProcess StartBelow(string[] wrapper, string mode, StoreChoice choice, params object[] arguments) =>
        new(Process.Start(Describe(wrapper, mode, choice, arguments))!);

    public async Task<string?> ReadLineAsync() => await _process.StandardOutput.ReadLineAsync();

    public async Task WriteLineAsync() => await _process.StandardInput.WriteLineAsync();

    /// <summary>Ends it as a crash does: nothing in it runs any more.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Ends its input and waits; what it had to complain about, or nothing.</summary>
    public async Task<string> EndAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        return _process.ExitCode == 0 ? "" : $"exit {_process.ExitCode}: {await _errors}";
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static ProcessStartInfo Describe(string[] wrapper, string mode, StoreChoice choice, object[] arguments)
    {
        string[] command =
        [
            .. wrapper, "dotnet", typeof(TarPool).Assembly.Location, mode, choice.Root, choice.Metadata, choice.Driver,
            .. arguments.Select(argument => Convert.ToString(argument, CultureInfo.InvariantCulture)!),
        ];
        ProcessStartInfo start = new(command[0], command[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        // Nobody needs a diagnostics pipe of a process that is killed: it would stay behind.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return start;
    }
}
