using LayerKit.Generators.Tests.Packages;

namespace LayerKit.Generators.Tests;

/// <summary>The example host, with the example driver and the example metadata store, from this repository.</summary>
public sealed class ExampleTests
{
    [Fact]
    public async Task A_layer_comes_back_byte_for_byte_from_a_driver_and_a_metadata_store_of_third_parties()
    {
        using TempRoot root = new();
        Directory.CreateDirectory(root["tree/etc"]);
        await File.WriteAllTextAsync(root["tree/etc/motd"], "hello");
        File.CreateSymbolicLink(root["tree/link"], "etc/motd");
        System.Formats.Tar.TarFile.CreateFromDirectory(root["tree"], root["layer.tar"], includeBaseDirectory: false);

        (int exit, string output) = await Dotnet.TryRunAsync("dotnet", root.Path, Path.Combine(AppContext.BaseDirectory, "PluginHost.dll"), root["store"], root["layer.tar"]);

        Assert.True(exit == 0, output);
        Assert.Contains("driver zipdir: zipdir.compression", output, StringComparison.Ordinal);
        Assert.Contains("metadata store lines", output, StringComparison.Ordinal);
        Assert.Contains(", 5 bytes", output, StringComparison.Ordinal);
        Assert.Contains("read it back, byte for byte", output, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(root["store/zipdir"], "*.zip"));
        Assert.Single(Directory.GetFiles(root["store/layerkit/lines/zipdir/layers"]));
    }
}
