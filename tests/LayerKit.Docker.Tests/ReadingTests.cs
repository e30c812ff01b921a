using System.Security.Cryptography;
using LayerKit.Errors;
using LayerKit.Identity;

namespace LayerKit.Docker.Tests;

/// <summary>Reading what a real dockerd made, while it runs and afterwards.</summary>
[Trait("Suite", "Long")]
public sealed class ReadingTests
{
    [Theory]
    [InlineData("overlay2")]
    [InlineData("vfs")]
    public async Task Each_layer_is_exported_as_docker_saves_it(string driver)
    {
        using DockerRoot root = new();
        SavedImage saved;
        BusyboxImage.WriteTar(root["busybox.tar"]);
        using (Dockerd docker = Dockerd.Start(root.Path, driver))
        {
            BusyboxImage.Make(docker, root["busybox.tar"]);
            saved = SavedImage.Of(docker, BusyboxImage.Name, root["saved"]);

            string before = root.Listing();
            await using (LayerStore reading = await root.OpenAsync(readOnly: true))
            {
                await AssertSameAsync(saved, reading, driver);
            }

            Assert.Equal(before, root.Listing());
            await Assert.ThrowsAsync<DockerRunningException>(() => root.OpenAsync());
        }

        await using LayerStore store = await root.OpenAsync();
        await AssertSameAsync(saved, store, driver);
    }

    [Fact]
    public void The_command_reads_beside_a_running_daemon()
    {
        using DockerRoot root = new();
        BusyboxImage.WriteTar(root["busybox.tar"]);
        using Dockerd docker = Dockerd.Start(root.Path, "vfs");
        docker.Run("import", root["busybox.tar"], "test/busybox:1");

        string chain = Shell.Run("sha256sum < \"$1\"", root["busybox.tar"]).Split(' ')[0];
        Assert.Equal(0, Shell.LayerKit(root.Path, "export", "sha256:" + chain, "-o", root["exported.tar"]).ExitCode);
        Assert.Equal("", Shell.Run("cmp \"$1\" \"$2\"", root["busybox.tar"], root["exported.tar"]));
        Assert.Contains("\"foreign\": 1", Shell.LayerKit(root.Path, "ls").Output, StringComparison.Ordinal);
        (int exitCode, _, string error) = Shell.LayerKit(root.Path, "import", root["busybox.tar"]);
        Assert.Equal(4, exitCode);
        Assert.StartsWith("LK0406: ", error, StringComparison.Ordinal);
    }

    private static async Task AssertSameAsync(SavedImage saved, LayerStore store, string driver)
    {
        Assert.Equal((driver, "docker"), (store.DriverName, store.MetadataStoreName));
        ChainId? chain = null;
        foreach ((DiffId diffId, string tar) in saved.DiffIds.Zip(saved.Layers))
        {
            chain = ChainId.Of(chain, diffId);
            await using Layer layer = store.Get(chain.Value);
            await using Stream exported = layer.OpenTar();
            await using FileStream expected = File.OpenRead(tar);
            Assert.Equal(await SHA256.HashDataAsync(expected), await SHA256.HashDataAsync(exported));
        }

        Assert.Equal(2, saved.Layers.Count);
        Assert.Empty(store.FindDamaged());
    }
}
