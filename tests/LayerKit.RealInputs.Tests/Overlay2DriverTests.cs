using System.Text.Json;
using LayerKit.Drivers;
using LayerKit.Drivers.Overlay2;
using LayerKit.Identity;

namespace LayerKit.RealInputs.Tests;

/// <summary>Real root file systems through the <c>overlay2</c> driver, with rights and without.</summary>
[Trait("Suite", "Long")]
public sealed class Overlay2DriverTests
{
    private const string WithoutRights = """
        chmod 755 $1; mkdir $1/mine; cp $5 $1/mine/input; chown -R 65534:65534 $1/mine; cd $1/mine
        cat > run <<'END'
        set -eu
        chain=$(dotnet $1 --root $PWD/store --driver $2 import $3)
        dotnet $1 --root $PWD/store export $chain -o $PWD/out
        cmp $3 $PWD/out
        END
        DOTNET_CLI_HOME=$PWD HOME=$PWD setpriv --reuid 65534 --regid 65534 --clear-groups unshare $2 bash run $3 $4 $PWD/input
        """;

    [Fact]
    public void A_mounted_chain_is_what_tar_extracts_with_the_whiteouts_carried_out()
    {
        using TempRoot root = new("/dev/shm");
        string parent = Import(root["store"], "base.tar");
        string top = Import(root["store"], "top.tar", "--parent", parent);
        Shell.Run(Tree.Extract, root["tar"], RealInput.Path("base.tar"));
        Shell.Run("rm $1/etc/motd; find $1/usr/share/doc -mindepth 1 -delete", root["tar"]);
        Shell.Run(Tree.Extract, root["tar"], RealInput.Path("top.tar"));
        JsonElement layer = JsonDocument.Parse(Shell.LayerKit(root["store"], "inspect", top).Output).RootElement;
        string upper = layer.GetProperty("driverMetadata").GetProperty("UpperDir").GetString()!;
        Overlay2Driver driver = new(new DriverContext(root["store/overlay2"]), new Overlay2Options());
        CacheId id = CacheId.Parse(new DirectoryInfo(upper).Parent!.Name);
        try
        {
            Assert.Equal(Tree.Describe(root["tar"]), Tree.Describe(driver.MountReadOnly(id, null)));
        }
        finally
        {
            driver.Unmount(id);
        }
    }

    [Theory]
    [InlineData("content", "-Ur")]
    [InlineData("vfs", "-Ur")]
    [InlineData("overlay2", "-Urm")]
    public void Without_rights_a_root_file_system_comes_back_byte_for_byte(string driver, string namespaces)
    {
        using TempRoot root = new("/dev/shm");
        Shell.Run(WithoutRights, root.Path, namespaces, Path.Combine(AppContext.BaseDirectory, "LayerKit.Cli.dll"), driver, RealInput.Path("base.tar"));
    }

    private static string Import(string root, string input, params string[] more)
    {
        string imported = Shell.LayerKit(root, ["--driver", "overlay2", "import", RealInput.Path(input), .. more]).Output;
        return JsonDocument.Parse(imported).RootElement.GetProperty("chainId").GetString()!;
    }
}
