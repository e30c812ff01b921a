using System.Text.Json;
using LayerKit.Drivers;
using LayerKit.Drivers.Content;
using LayerKit.Identity;

namespace LayerKit.RealInputs.Tests;

/// <summary>Real root file systems through the <c>content</c> driver.</summary>
[Trait("Suite", "Long")]
public sealed class ContentDriverTests : IDisposable
{
    private readonly TempRoot _root = new("/dev/shm");

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData("base.tar")]
    [InlineData("npm.tar")]
    [InlineData("big.tar")]
    public void A_real_tar_comes_back_byte_for_byte_and_checks_out_as_tar_extracts_it(string input)
    {
        string chain = Import(input);
        Shell.LayerKit(_root["store"], "export", chain, "-o", _root["exported"]);
        Shell.Run("cmp $1 $2", RealInput.Path(input), _root["exported"]);
        Shell.Run(Tree.Extract, _root["tar"], RealInput.Path(input));
        Assert.Equal(Tree.Describe(_root["tar"]), Tree.Describe(CheckOut(chain)));
    }

    [Fact]
    public void A_chain_checks_out_as_tar_extracts_it_with_the_whiteouts_carried_out()
    {
        string parent = Import("base.tar");
        string top = Import("top.tar", "--parent", parent);
        Shell.Run(Tree.Extract, _root["tar"], RealInput.Path("base.tar"));
        Shell.Run("rm $1/etc/motd; find $1/usr/share/doc -mindepth 1 -delete", _root["tar"]);
        Shell.Run(Tree.Extract, _root["tar"], RealInput.Path("top.tar"));
        Assert.Equal(Tree.Describe(_root["tar"]), Tree.Describe(CheckOut(top)));
    }

    [Fact]
    public void A_layer_that_shares_all_its_files_costs_its_index()
    {
        string top = Import("top.tar");
        Import("base.tar");
        long before = Stored();
        Import("base.tar", "--parent", top);
        Assert.InRange(Stored() - before, 1, 2_000_000);
    }

    private string Import(string input, params string[] more)
    {
        string imported = Shell.LayerKit(_root["store"], ["--driver", "content", "import", RealInput.Path(input), .. more]).Output;
        return JsonDocument.Parse(imported).RootElement.GetProperty("chainId").GetString()!;
    }

    private string CheckOut(string chain)
    {
        JsonElement layer = JsonDocument.Parse(Shell.LayerKit(_root["store"], "inspect", chain).Output).RootElement;
        string index = layer.GetProperty("driverMetadata").GetProperty("IndexFile").GetString()!;
        ContentDriver driver = new(new DriverContext(_root["store/content"]));
        Assert.Empty(driver.Checkout(CacheId.Parse(Path.GetFileName(index)), _root["out"], CancellationToken.None));
        return _root["out"];
    }

    private long Stored() => long.Parse(Shell.Run("du -sb $1 | cut -f1", _root["store/content"]), System.Globalization.CultureInfo.InvariantCulture);
}
