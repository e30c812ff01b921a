using LayerKit.Drivers.Tests.Tree;

namespace LayerKit.Drivers.Tests;

/// <summary>The driver suite without rights, in a user and mount namespace of its own.</summary>
public sealed class NamespaceSuiteTests
{
    private const string Unprivileged = """
        mkdir "$1/work"; chown 65534:65534 "$1/work"; chmod 755 "$1"
        cd "$1/work"
        HOME=$1/work exec setpriv --reuid 65534 --regid 65534 --clear-groups unshare -Urm dotnet "$2" "$3" "$4" "$1/work"
        """;

    [Theory]
    [InlineData("vfs", 200)]
    [InlineData("content", 150)]
    [InlineData("overlay2", 300)]
    public void Every_check_holds_and_no_layer_breaks_out(string driver, int atLeast)
    {
        using TempRoot temp = new("/dev/shm");

        string output = Shell.Run(Unprivileged, temp.Path, typeof(SuiteRun).Assembly.Location, SuiteRun.Name, driver);

        string held = Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.InRange(int.Parse(held.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture), atLeast, int.MaxValue);
    }
}
