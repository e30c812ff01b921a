using System.Diagnostics;

namespace LayerKit.Drivers.Tests.Metadata;

/// <summary>A mount of a test's own, taken off afterwards.</summary>
internal sealed class Mounted : IDisposable
{
    private readonly string _path;

    private Mounted(string path, params string[] arguments)
    {
        _path = path;
        Run("mount", [.. arguments, path]);
    }

    /// <summary>Mounts a directory on itself: it reads as before and cannot be renamed (EBUSY).</summary>
    public static Mounted Bind(string path) => new(path, "--bind", path);

    /// <summary>A file system in memory that is soon full.</summary>
    public static Mounted Tmpfs(string path, string options) => new(path, "-t", "tmpfs", "-o", options, "layerkit");

    public void Dispose() => Run("umount", [_path]);

    public void Remount(string options) => Run("mount", ["-o", "remount," + options, _path]);

    private static void Run(string command, string[] arguments)
    {
        using Process process = Process.Start(command, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
