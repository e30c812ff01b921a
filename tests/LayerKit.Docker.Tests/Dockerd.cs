using System.Diagnostics;

namespace LayerKit.Docker.Tests;

/// <summary>A real dockerd of our own on a data root, without a network. Disposing it ends it.</summary>
internal sealed class Dockerd : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly string _log;

    private Dockerd(Process process, string socket, string log)
    {
        _process = process;
        Socket = socket;
        _log = log;
    }

    private string Socket { get; }

    /// <summary>Starts a daemon and waits until it answers.</summary>
    public static Dockerd Start(string dataRoot, string storageDriver)
    {
        (Process process, string socket, string log) = Launch(dataRoot, storageDriver);
        Dockerd daemon = new(process, socket, log);
        try
        {
            long started = Stopwatch.GetTimestamp();
            while (!daemon.TryRun(out _, "version"))
            {
                Assert.False(process.HasExited, $"dockerd ended with {(process.HasExited ? process.ExitCode : 0)}:\n{File.ReadAllText(log)}");
                Assert.True(Stopwatch.GetElapsedTime(started) < Patience, $"dockerd does not answer:\n{File.ReadAllText(log)}");
            }

            return daemon;
        }
        catch
        {
            daemon.Dispose();
            throw;
        }
    }

    /// <summary>Starts a daemon that is expected to refuse, and gives what it logged.</summary>
    public static string StartInVain(string dataRoot, string storageDriver)
    {
        (Process process, _, string log) = Launch(dataRoot, storageDriver);
        using (process)
        {
            bool ended = process.WaitForExit(Patience);
            if (!ended)
            {
                process.Kill(entireProcessTree: true);
                process.WaitForExit();
            }

            Assert.True(ended, $"dockerd goes on:\n{File.ReadAllText(log)}");
            return File.ReadAllText(log);
        }
    }

    /// <summary>Runs <c>docker</c> against this daemon, the distribution's, which fits it; it has to succeed.</summary>
    public string Run(params string[] arguments)
    {
        bool succeeded = TryRun(out string output, arguments);
        Assert.True(succeeded, $"docker {string.Join(' ', arguments)}:\n{output}\n{File.ReadAllText(_log)}");
        return output.Trim();
    }

    /// <summary>Ends the daemon in good order.</summary>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Shell.Run("kill -TERM $1", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        _process.WaitForExit();
        _process.Dispose();
    }

    private static (Process Process, string Socket, string Log) Launch(string dataRoot, string storageDriver)
    {
        // Beside the data root, so that whoever removes the one removes the other.
        string run = dataRoot + ".run";
        Directory.CreateDirectory(run);
        string socket = Path.Combine(run, "docker.sock");
        string log = Path.Combine(run, "log");
        string command = $"exec dockerd --data-root '{dataRoot}' --exec-root '{run}/exec' --pidfile '{run}/pid' --host 'unix://{socket}' --storage-driver {storageDriver} --iptables=false --bridge=none >'{log}' 2>&1";
        Process process = Process.Start(new ProcessStartInfo("bash", ["-c", command]) { RedirectStandardInput = true })!;
        process.StandardInput.Close();
        return (process, socket, log);
    }

    private bool TryRun(out string output, params string[] arguments)
    {
        (int exitCode, string printed, string error) = Shell.Start("/usr/bin/docker", ["--host", "unix://" + Socket, .. arguments]);
        output = exitCode == 0 ? printed : printed + error;
        return exitCode == 0;
    }
}
