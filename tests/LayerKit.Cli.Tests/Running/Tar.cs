using System.Diagnostics;

namespace LayerKit.Cli.Tests.Running;

/// <summary>Small tars, made by the real <c>tar</c>, the same bytes each time.</summary>
internal static class Tar
{
    private static readonly string[] Reproducible =
        ["--format=ustar", "--sort=name", "--mtime=@0", "--owner=0", "--group=0", "--numeric-owner", "--mode=0644", "-b1", "-P"];

    /// <summary>A tar of one file.</summary>
    public static string Create(string directory, string tarName, string fileName, string content, params string[] options)
    {
        File.WriteAllText(Path.Combine(directory, fileName), content);
        string tar = Path.Combine(directory, tarName);
        using Process process = Process.Start("tar", [.. Reproducible, .. options, "-C", directory, "-cf", tar, fileName]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return tar;
    }

    /// <summary>The first bytes of a tar, as a broken download leaves it.</summary>
    public static string Truncate(string tar, int length)
    {
        string cut = tar + ".cut";
        File.WriteAllBytes(cut, File.ReadAllBytes(tar)[..length]);
        return cut;
    }
}
