using System.Diagnostics;

namespace LayerKit.Drivers.Tests.Tree;

/// <summary>Runs a bash script, so that what we made is looked at by tools that are not ours.</summary>
internal static class Shell
{
    // One line per file with everything find knows but access time and directory size, then content and attributes.
    private const string Describe = """
        cd "$1"
        find . -type d -printf '%p|%y|%m|%U:%G|%T@\n' -o -printf '%p|%y|%m|%U:%G|%T@|%s|%l|%n\n' | sort
        find . \( -type b -o -type c \) -exec stat -c '%n %t:%T' {} + | sort
        find . -type f -exec sha256sum {} + | sort
        getfattr -h -R -d -m - -e hex . | grep -v '^$'
        """;

    public static string Run(string script, params string[] arguments)
    {
        ProcessStartInfo start = new("/bin/bash", ["-euc", script, "bash", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"exit code {process.ExitCode}: {output}{error.GetAwaiter().GetResult()}");
    }

    /// <summary>Everything a layer is made of, as text.</summary>
    public static string Tree(string path) => Run("set +o pipefail; " + Describe + " || true", path);

    /// <summary>All paths below a directory, with a slash after those of directories.</summary>
    public static string[] Paths(string path) =>
        Run("cd \"$1\"; find . -mindepth 1 -type d -printf '%P/\n' -o -mindepth 1 -printf '%P\n' | LC_ALL=C sort", path)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>What <c>stat</c> says of a file in a format.</summary>
    public static string Stat(string format, string path) => Run("stat -c \"$1\" \"$2\"", format, path).TrimEnd('\n');
}
