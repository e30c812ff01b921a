using System.Diagnostics;

namespace LayerKit.Cli.Tests.Running;

/// <summary>A file system of one mebibyte.</summary>
internal sealed class Tmpfs : IDisposable
{
    private readonly TempRoot _directory = new();

    public Tmpfs() => Run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", _directory.Path);

    public string Path => _directory.Path;

    public void Dispose()
    {
        Run("umount", _directory.Path);
        _directory.Dispose();
    }

    private static void Run(string program, params string[] args)
    {
        using Process process = Process.Start(program, args);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
