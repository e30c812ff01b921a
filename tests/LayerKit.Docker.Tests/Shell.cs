using System.Diagnostics;

namespace LayerKit.Docker.Tests;

/// <summary>Runs real programs and gives what they print.</summary>
internal static class Shell
{
    /// <summary>Runs a bash script that must succeed; the arguments are $1, $2, ….</summary>
    public static string Run(string script, params string[] arguments)
    {
        (int exitCode, string output, string error) = Start("bash", ["-euo", "pipefail", "-c", script, "bash", .. arguments]);
        Assert.True(exitCode == 0, $"{script}\nexit {exitCode}: {error}");
        return output.Trim();
    }

    /// <summary>Runs the built <c>layerkit</c> with its JSON on standard output.</summary>
    public static (int ExitCode, string Output, string Error) LayerKit(string root, params string[] arguments) =>
        Start("dotnet", [Path.Combine(AppContext.BaseDirectory, "LayerKit.Cli.dll"), "--root", root, "--json", .. arguments]);

    /// <summary>Runs a program to its end.</summary>
    public static (int ExitCode, string Output, string Error) Start(string program, string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
