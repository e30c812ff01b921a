using System.Text.Json;

namespace LayerKit.RealInputs.Tests;

/// <summary>Real root file systems in through the command, the same bytes out, in bounded memory.</summary>
[Trait("Suite", "Long")]
public sealed class RoundTripTests
{
    private const long MostKiB = 150 * 1024;

    [Theory]
    [InlineData("base.tar")]
    [InlineData("npm.tar")]
    [InlineData("big.tar")]
    public void A_real_tar_has_the_DiffID_of_sha256sum_and_comes_back_byte_for_byte(string input)
    {
        using TempRoot root = new("/dev/shm");
        string tar = RealInput.Path(input);
        (string imported, long importPeak) = Shell.LayerKit(root.Path, "import", tar);
        string diffId = Field(imported, "diffId");
        Assert.Equal("sha256:" + Shell.Run("sha256sum < $1 | cut -d' ' -f1", tar).Trim(), diffId);
        (_, long exportPeak) = Shell.LayerKit(root.Path, "export", Field(imported, "chainId"), "-o", root["out"]);
        Shell.Run("cmp $1 $2", tar, root["out"]);
        Assert.True(importPeak < MostKiB && exportPeak < MostKiB, $"peak memory {importPeak} KiB importing, {exportPeak} KiB exporting");
    }

    [Theory]
    [InlineData("base.tar.gz")]
    [InlineData("base.tar.zst")]
    public void A_compressed_tar_is_the_layer_of_its_plain_tar(string input)
    {
        using TempRoot root = new("/dev/shm");
        string plain = Field(Shell.LayerKit(root.Path, "import", RealInput.Path("base.tar")).Output, "chainId");
        (string imported, long peak) = Shell.LayerKit(root.Path, "import", RealInput.Path(input));
        Assert.Equal(plain, Field(imported, "chainId"));
        Assert.True(JsonDocument.Parse(imported).RootElement.GetProperty("existed").GetBoolean());
        Assert.True(peak < MostKiB, $"peak memory {peak} KiB");
    }

    [Fact]
    public void A_delta_on_its_parent_comes_back_byte_for_byte_and_holds_what_tar_would_make()
    {
        using TempRoot root = new("/dev/shm");
        string parent = Field(Shell.LayerKit(root["store"], "--driver", "vfs", "import", RealInput.Path("base.tar")).Output, "chainId");
        string top = Field(Shell.LayerKit(root["store"], "import", RealInput.Path("top.tar"), "--parent", parent).Output, "chainId");
        Shell.LayerKit(root["store"], "export", top, "-o", root["out"]);
        Shell.Run("cmp $1 $2", RealInput.Path("top.tar"), root["out"]);
        Assert.Equal(TreeOfTar(root["tar"], withTop: true), Tree.Describe(SourceDirectory(root["store"], top)));
        Assert.Equal(TreeOfTar(root["tar-base"], withTop: false), Tree.Describe(SourceDirectory(root["store"], parent)));
    }

    [Fact]
    public void Npms_many_small_files_are_what_tar_would_make()
    {
        using TempRoot root = new("/dev/shm");
        string chain = Field(Shell.LayerKit(root["store"], "--driver", "vfs", "import", RealInput.Path("npm.tar")).Output, "chainId");
        Shell.Run(Tree.Extract, root["tar"], RealInput.Path("npm.tar"));
        Assert.Equal(Tree.Describe(root["tar"]), Tree.Describe(SourceDirectory(root["store"], chain)));
    }

    /// <summary>What GNU tar makes of base.tar, and of top.tar over it with the whiteouts carried out by hand.</summary>
    private static string TreeOfTar(string directory, bool withTop)
    {
        Shell.Run(Tree.Extract, directory, RealInput.Path("base.tar"));
        if (withTop)
        {
            Shell.Run("rm $1/etc/motd; find $1/usr/share/doc -mindepth 1 -delete", directory);
            Shell.Run(Tree.Extract, directory, RealInput.Path("top.tar"));
        }

        return Tree.Describe(directory);
    }

    private static string SourceDirectory(string root, string chainId)
    {
        JsonElement layer = JsonDocument.Parse(Shell.LayerKit(root, "inspect", chainId).Output).RootElement;
        return layer.GetProperty("driverMetadata").GetProperty("SourceDir").GetString()!;
    }

    private static string Field(string json, string name) => JsonDocument.Parse(json).RootElement.GetProperty(name).GetString()!;
}
