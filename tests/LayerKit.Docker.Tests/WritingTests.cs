using LayerKit.Errors;
using LayerKit.Identity;

namespace LayerKit.Docker.Tests;

/// <summary>What LayerKit puts into a data root and takes out of it, as a real dockerd sees it afterwards.</summary>
[Trait("Suite", "Long")]
public sealed class WritingTests
{
    [Theory]
    [InlineData("overlay2")]
    [InlineData("vfs")]
    public async Task Docker_uses_and_removes_what_LayerKit_registered(string driver)
    {
        using DockerRoot root = new();
        BusyboxImage.WriteTar(root["busybox.tar"]);
        WriteUpperTar(root["upper.tar"]);
        using (Dockerd docker = Dockerd.Start(root.Path, driver))
        {
            docker.Run("version");
        }

        DiffId[] diffIds;
        await using (LayerStore store = await LayerStore.OpenAsync(root.Options(driver)))
        {
            await using Layer below = await RegisterAsync(store, root["busybox.tar"], null);
            await using Layer above = await RegisterAsync(store, root["upper.tar"], below.ChainId);
            diffIds = [below.DiffId, above.DiffId];
        }

        DockerImage.Write(root.Path, driver, "kit/image:1", diffIds);
        using (Dockerd docker = Dockerd.Start(root.Path, driver))
        {
            Assert.Contains("kit/image", docker.Run("images"), StringComparison.Ordinal);
            SavedImage saved = SavedImage.Of(docker, "kit/image:1", root["saved"]);
            Shell.Run("cmp \"$1\" \"$2\"; cmp \"$3\" \"$4\"", saved.Layers[0], root["busybox.tar"], saved.Layers[1], root["upper.tar"]);

            docker.Run("create", "--name", "made", "kit/image:1");
            docker.Run("cp", "made:/data", root["copied"]);
            Assert.Equal("again new two", Shell.Run("ls -x \"$1\" | xargs", root["copied"]));
            Assert.Equal("fresh", docker.Run("run", "--rm", "--network", "none", "kit/image:1", "/bin/cat", "/data/new"));
            docker.Run("rm", "made");
            docker.Run("rmi", "kit/image:1");
        }

        await using LayerStore left = await root.OpenAsync();
        Assert.Empty(left.Layers());
        Assert.DoesNotContain(Directory.EnumerateDirectories(Path.Combine(root.Path, driver, driver == "vfs" ? "dir" : "")), path => Path.GetFileName(path).Length == 64);
    }

    [Theory]
    [InlineData("overlay2")]
    [InlineData("vfs")]
    public async Task Nothing_of_Docker_s_is_removed(string driver)
    {
        using DockerRoot root = new();
        BusyboxImage.WriteTar(root["busybox.tar"]);
        WriteUpperTar(root["upper.tar"]);
        using (Dockerd docker = Dockerd.Start(root.Path, driver))
        {
            BusyboxImage.Make(docker, root["busybox.tar"]);
            docker.Run("create", "--name", "kept", BusyboxImage.Name);
        }

        string foreign = Path.Combine(root.Path, driver, driver == "vfs" ? "dir" : "", "k5zq3x8w1v7u2t9s4r6p0o0n1");
        Directory.CreateDirectory(Path.Combine(foreign, "diff"));
        string mine;
        await using (LayerStore store = await root.OpenAsync())
        {
            ChainId top = store.Layers().Single(layer => layer.Parent is not null).ChainId;
            Layer own = await RegisterAsync(store, root["upper.tar"], top);
            mine = own.ChainId.ToString();
            own.Dispose();

            // A reference on Docker's layer is given back and changes nothing.
            Assert.Empty(await store.ReleaseAsync(store.Get(top)));
            Assert.Contains("RW layer", (await Assert.ThrowsAsync<LayerInUseException>(() => store.RemoveAsync(top))).Message, StringComparison.Ordinal);
            await Assert.ThrowsAsync<RWLayerInUseException>(() => store.RemoveRWLayerAsync(Assert.Single(Directory.EnumerateDirectories(
                Path.Combine(root.Path, "image", driver, "layerdb", "mounts")).Select(path => Path.GetFileName(path)))));
            Assert.Equal([mine], (await store.PruneAsync(TimeSpan.Zero)).Layers.Select(layer => layer.ChainId.ToString()));
            await store.RecoverAsync();
        }

        Assert.True(Directory.Exists(foreign));
        using Dockerd again = Dockerd.Start(root.Path, driver);
        again.Run("start", "kept");
        Assert.Equal("new", again.Run("run", "--rm", "--network", "none", BusyboxImage.Name, "/bin/cat", "/etc/app/new"));
        again.Run("rm", "-f", "kept");
        again.Run("rmi", BusyboxImage.Name, "test/busybox:1");
    }

    [Fact]
    public async Task An_image_of_Docker_s_keeps_layers_that_LayerKit_registered()
    {
        using DockerRoot root = new();
        BusyboxImage.WriteTar(root["busybox.tar"]);
        using (Dockerd docker = Dockerd.Start(root.Path, "vfs"))
        {
            docker.Run("version");
        }

        await using LayerStore store = await LayerStore.OpenAsync(root.Options("vfs"));
        Layer layer = await RegisterAsync(store, root["busybox.tar"], null);
        ChainId chainId = layer.ChainId;
        string image = DockerImage.Write(root.Path, "vfs", "kit/image:1", layer.DiffId);
        Assert.Empty(await store.ReleaseAsync(layer));
        Assert.Empty((await store.PruneAsync(TimeSpan.Zero)).Layers);
        Assert.Contains(image, (await Assert.ThrowsAsync<LayerInUseException>(() => store.RemoveAsync(chainId))).Message, StringComparison.Ordinal);

        File.Delete(Path.Combine(root.Path, "image", "vfs", "imagedb", "content", "sha256", image["sha256:".Length..]));
        Assert.Single((await store.PruneAsync(TimeSpan.Zero)).Layers);
    }

    [Fact]
    public async Task Docker_does_not_start_while_LayerKit_has_the_root_open()
    {
        using DockerRoot root = new();
        using (Dockerd docker = Dockerd.Start(root.Path, "vfs"))
        {
            docker.Run("version");
        }

        await using (LayerStore store = await LayerStore.OpenAsync(root.Options("vfs")))
        {
            Assert.Contains("volume store metadata database", Dockerd.StartInVain(root.Path, "vfs"), StringComparison.Ordinal);
        }

        Dockerd.Start(root.Path, "vfs").Dispose();
    }

    private static async Task<Layer> RegisterAsync(LayerStore store, string tar, ChainId? parent)
    {
        await using FileStream source = File.OpenRead(tar);
        return await store.RegisterAsync(source, new RegisterOptions { Parent = parent });
    }

    /// <summary>A layer that deletes one file and adds another.</summary>
    private static void WriteUpperTar(string path) => Shell.Run(
        "directory=$(mktemp -d); mkdir $directory/data; touch $directory/data/.wh.one; echo fresh > $directory/data/new; tar --numeric-owner --sort=name -C $directory -cf \"$1\" data; rm -r $directory",
        path);
}
