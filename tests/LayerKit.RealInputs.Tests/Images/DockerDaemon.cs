using System.Diagnostics;
using System.Text;

namespace LayerKit.RealInputs.Tests.Images;

/// <summary>A docker daemon with a root and a socket of its own, and no network.</summary>
internal sealed class DockerDaemon : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TempRoot _root = new("/dev/shm");
    private readonly ManualResetEventSlim _ended = new();
    private readonly StringBuilder _log = new();
    private readonly Process _process;
    private bool _listens;

    /// <summary>Starts it, and returns when it listens.</summary>
    public DockerDaemon()
    {
        string[] arguments =
        [
            "--data-root", _root["data"], "--exec-root", _root["exec"], "--pidfile", _root["pid"], "--host", $"unix://{Socket}",
            "--iptables=false", "--bridge=none",
        ];
        _process = Process.Start(new ProcessStartInfo("dockerd", arguments) { RedirectStandardError = true })!;
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.BeginErrorReadLine();
        if (!_ended.Wait(Patience) || !_listens)
        {
            Dispose();
            Assert.Fail($"dockerd does not listen:\n{_log}");
        }
    }

    private string Socket => _root["docker.sock"];

    /// <summary>Runs <c>docker</c> against it; the distribution's, which fits the daemon.</summary>
    public string Run(params string[] arguments) => Shell.Run("DOCKER_HOST=unix://$1; export DOCKER_HOST; shift; /usr/bin/docker \"$@\"", [Socket, .. arguments]);

    public void Dispose()
    {
        // A killed daemon leaves its mounts and its containerd behind.
        Shell.Run("kill -TERM $1 || true", $"{_process.Id}");
        _process.WaitForExit();
        _process.Dispose();
        Shell.Run("grep -o \"$1[^ ]*\" /proc/self/mounts | sort -r | xargs -r -n 1 umount || true", _root.Path);
        _root.Dispose();
    }

    /// <summary>Takes a line of the daemon's log, null at its end.</summary>
    private void Read(string? line)
    {
        if (_ended.IsSet)
        {
            return;
        }

        _log.AppendLine(line);
        _listens = line?.Contains("API listen on", StringComparison.Ordinal) == true;
        if (_listens || line is null)
        {
            _ended.Set();
        }
    }
}
