using System.Text.Json.Nodes;

namespace LayerKit.RealInputs.Tests.Images;

/// <summary>Images of real layers, read by docker, skopeo and umoci.</summary>
[Trait("Suite", "Long")]
public sealed class ImageTests(SavedImages images) : IClassFixture<SavedImages>
{
    [Theory]
    [InlineData("dual", "gzip")]
    [InlineData("docker", "gzip:1")]
    [InlineData("docker", "none")]
    public void Docker_loads_an_archive_and_runs_it(string format, string compression)
    {
        string tag = $"hello:{format}-{compression.Replace(':', '-')}";
        JsonNode saved = images.Save(tag, format, "--tag", tag, "--compression", compression, "--env", "GREETING=hello from $USER");

        Assert.Equal($"Loaded image: {tag}", images.Docker("load", "--quiet", "--input", images[tag]));
        Assert.Equal("hello", images.Docker("run", "--rm", "--network", "none", tag, "/bin/echo", "hello"));
        Assert.Equal("hello from $USER", images.Docker("run", "--rm", "--network", "none", tag, "/bin/sh", "-c", "echo \"$GREETING\""));
        Assert.Equal($"{saved["configDigest"]}", images.Docker("image", "inspect", "--format", "{{.Id}}", tag));
    }

    [Fact]
    public void Skopeo_reads_both_halves_of_a_dual_archive()
    {
        JsonNode saved = images.Save("both.tar", "dual", "--tag", "shop/web:1.4");

        string tar = images["both.tar"];
        Assert.Equal($"{saved["digest"]}", Shell.Run("skopeo inspect --format '{{.Digest}}' oci-archive:$1", tar).Trim());
        Assert.Equal($"{saved["configDigest"]}", ConfigOf($"docker-archive:{tar}:shop/web:1.4"));

        // A copy reads every blob and compares its digest.
        Shell.Run("skopeo copy oci-archive:$1 dir:$1.oci && skopeo copy docker-archive:$1 dir:$1.docker", tar);
        IEnumerable<string> blobs = saved["layers"]!.AsArray().Select(layer => $"{layer!["digest"]}".Split(':')[1]);
        Assert.All(blobs, blob => Assert.Equal($"{blob}  -\n", Shell.Run("sha256sum < $1", Path.Combine($"{tar}.oci", blob))));
    }

    [Theory]
    [InlineData("gzip:9")]
    [InlineData("zstd:1")]
    [InlineData("none")]
    public void Skopeo_copies_a_layout_and_an_archive_of_every_compression(string compression)
    {
        string name = "oci-" + compression.Replace(':', '-');
        JsonNode saved = images.Save(name, "oci-dir", "--tag", "v1", "--compression", compression);
        JsonNode archived = images.Save(name + ".tar", "oci", "--tag", "v1", "--compression", compression);

        Assert.Equal($"{saved["digest"]}", $"{archived["digest"]}");
        Shell.Run("skopeo copy oci:$1:v1 dir:$1.copy && skopeo copy oci-archive:$1.tar:v1 dir:$1.tar.copy && diff -r $1.copy $1.tar.copy", images[name]);
    }

    [Fact]
    public void Umoci_unpacks_the_tree_that_docker_runs_and_overlay2_mounts()
    {
        images.Save("layout", "oci-dir", "--tag", "tree:1");
        images.Save("tree.tar", "dual", "--tag", "tree:1");
        images.Docker("load", "--quiet", "--input", images["tree.tar"]);

        Shell.Run("umoci unpack --image $1:tree:1 $2", images["layout"], images["bundle"]);
        Shell.Run("skopeo copy oci-archive:$1 oci:$2:tree && umoci unpack --image $2:tree $2.bundle", images["tree.tar"], images["copied"]);

        string ofDocker = DescribeContainer();
        Assert.Equal(ofDocker, Describe(Path.Combine(images["bundle"], "rootfs")));
        Assert.Equal(ofDocker, Describe(Path.Combine(images["copied.bundle"], "rootfs")));
        Assert.Equal(ofDocker, images.View(Describe));
    }

    /// <summary>The merged tree of an image as docker's own overlay shows it, without the init layer of a container.</summary>
    private string DescribeContainer()
    {
        string container = images.Docker("create", "--network", "none", "tree:1");
        string lower = images.Docker("inspect", "--format", "{{.GraphDriver.Data.LowerDir}}", container);
        string layers = string.Join(':', lower.Split(':').Where(layer => !layer.Contains("-init/", StringComparison.Ordinal)));
        string merged = images["merged"];
        Shell.Run("mkdir $1 && mount -t overlay -o lowerdir=$2,ro overlay $1", merged, layers);
        try
        {
            return Describe(merged);
        }
        finally
        {
            Shell.Run("umount $1", merged);
        }
    }

    // Docker's directory of a layer has the time at which docker made it, whatever the tar says of its root.
    private static string Describe(string tree) =>
        string.Join('\n', Tree.Describe(tree).Split('\n').Where(line => !line.StartsWith(". directory ", StringComparison.Ordinal)));

    private static string ConfigOf(string reference) => $"sha256:{Shell.Run("skopeo inspect --raw --config \"$1\" | sha256sum", reference).Split(' ')[0]}";
}
