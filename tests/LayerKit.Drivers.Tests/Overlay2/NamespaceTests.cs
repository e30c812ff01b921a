using LayerKit.Drivers.Tests.Tree;

namespace LayerKit.Drivers.Tests.Overlay2;

/// <summary>Without rights, in a user namespace with a mount namespace.</summary>
public sealed class NamespaceTests
{
    private const string Unprivileged = """
        mkdir "$1/work"; chown 65534:65534 "$1/work"; chmod 755 "$1"
        cd "$1/work"
        exec setpriv --reuid 65534 --regid 65534 --clear-groups unshare -Urm dotnet "$2" "$3" "$1/work/overlay2"
        """;

    [Fact]
    public void Layers_are_made_shown_changed_and_removed()
    {
        using TempRoot temp = new("/dev/shm");

        string output = Shell.Run(Unprivileged, temp.Path, typeof(NamespaceRun).Assembly.Location, NamespaceRun.Name);

        string[] expected =
        [
            "supported",
            "d/ d/b d/new hard lib pub/ pub/p secret/",
            "700",
            "C /d D /d/b C /pub A /pub/mine D /pub/p",
            "CharacterDevice 1:3",
            "0",
        ];
        Assert.Equal(expected, output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
