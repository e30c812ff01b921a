using System.Diagnostics;

namespace LayerKit.RealInputs.Tests;

/// <summary>Runs real programs and gives what they print.</summary>
internal static class Shell
{
    /// <summary>Runs a bash script that must succeed; the arguments are $1, $2, ….</summary>
    public static string Run(string script, params string[] arguments)
    {
        (int exitCode, string output, string error) = Start("bash", ["-euo", "pipefail", "-c", script, "bash", .. arguments]);
        Assert.True(exitCode == 0, $"{script}\nexit {exitCode}: {error}");
        return output;
    }

    /// <summary>Runs the built command, with its JSON on standard output, and tells its peak memory in KiB.</summary>
    public static (string Output, long PeakKiB) LayerKit(string root, params string[] arguments)
    {
        string command = Path.Combine(AppContext.BaseDirectory, "LayerKit.Cli.dll");
        string[] all = ["-f", "peak=%M", "dotnet", command, "--root", root, "--json", .. arguments];
        (int exitCode, string output, string error) = Start("/usr/bin/time", all);
        Assert.True(exitCode == 0, $"layerkit {string.Join(' ', arguments)}\nexit {exitCode}: {error}");
        string peak = error[(error.LastIndexOf("peak=", StringComparison.Ordinal) + 5)..].Trim();
        return (output, long.Parse(peak, System.Globalization.CultureInfo.InvariantCulture));
    }

    private static (int ExitCode, string Output, string Error) Start(string program, string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
