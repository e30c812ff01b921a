using System.Diagnostics;

namespace LayerKit.TarSplit.Tests;

/// <summary>The GNU programs of this machine, with nothing of the environment in their output.</summary>
internal static class Gnu
{
    /// <summary>Runs tar in a directory and returns its lines.</summary>
    public static string[] Tar(string directory, params string[] arguments) => Run("tar", directory, arguments);

    public static void HardLink(string directory, string target, string name) => Run("ln", directory, [target, name]);

    private static string[] Run(string program, string directory, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LC_ALL"] = "C";
        start.Environment["TZ"] = "UTC";
        start.Environment.Remove("TAR_OPTIONS");
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal((0, ""), (process.ExitCode, errors.GetAwaiter().GetResult()));
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
