using System.Text.RegularExpressions;
using LayerKit.Drivers.Metadata;
using LayerKit.Drivers.Tests.Linux;
using LayerKit.Identity;
using LayerKit.Metadata;

namespace LayerKit.Drivers.Tests.Metadata;

/// <summary>What lies on the disk. The umask is the process's, so nothing runs beside these.</summary>
[CollectionDefinition(nameof(LayoutTests), DisableParallelization = true)]
[Collection(nameof(LayoutTests))]
public sealed partial class LayoutTests : IDisposable
{
    private const string Hex = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private readonly uint _umask = Umask.Set(Convert.ToUInt32("077", 8));
    private readonly DockerRoot _root = new();

    public void Dispose()
    {
        _ = Umask.Set(_umask);
        _root.Dispose();
    }

    [Fact]
    public Task Committed_records_have_the_bytes_and_modes_that_Docker_gives_them()
    {
        LayerRecord lower = DockerRoot.Layer("lower");
        LayerRecord upper = DockerRoot.Layer("the upper one", lower);
        using DockerMetadataStore store = _root.Open(sync: true);
        DockerRoot.Commit(store, lower);
        DockerRoot.Commit(store, upper);
        DockerRoot.Commit(store, DockerRoot.RWLayer("web", upper, init: true));
        DockerRoot.Commit(store, DockerRoot.RWLayer("scratch"));
        return Verify(_root.Tree());
    }

    [Fact]
    public Task Everything_else_lies_in_LayerKits_own_directory_or_has_a_name_that_Docker_knows()
    {
        LayerRecord removed = DockerRoot.Layer("removed");
        LayerRecord damaged = DockerRoot.Layer("damaged");
        DockerMetadataStore store = _root.Open();
        DockerRoot.Commit(store, removed);
        DockerRoot.Commit(store, damaged);
        store.RemoveLayer(removed.ChainId);
        store.Quarantine(damaged.ChainId);
        IMetadataTransaction open = store.Begin(DockerRoot.Layer("started").CacheId);
        open.CreateSplit().Dispose();
        string tree = RandomHex().Replace(RandomDecimal().Replace(_root.Tree(), "write-set-DECIMAL"), "-RANDOM-removing");
        return Verify(tree);
    }

    [Fact]
    public void Docker_finds_its_directories_with_the_modes_that_they_had()
    {
        Directory.CreateDirectory(_root.LayerDb);
        File.SetUnixFileMode(_root["image"], (UnixFileMode)Convert.ToInt32("711", 8));
        using DockerMetadataStore store = _root.Open();
        Assert.Equal((UnixFileMode)Convert.ToInt32("711", 8), File.GetUnixFileMode(_root["image"]));
    }

    [Theory]
    [InlineData(Hex, true, true)]
    [InlineData(Hex + "-init", false, true)]
    [InlineData("0123456789abcdef", false, true)]
    [InlineData(Hex + "0", false, true)]
    [InlineData("0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef", false, true)]
    [InlineData("g123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", false, true)]
    [InlineData("-init", false, true)]
    [InlineData(".", false, false)]
    public void Directories_that_are_64_lower_hex_digits_are_layers_and_other_ids_are_the_drivers(string name, bool isLayer, bool isCacheId)
    {
        using DockerMetadataStore store = _root.Open();
        Directory.CreateDirectory(Path.Combine(_root.LayerDb, "sha256", name));
        Assert.Equal(isLayer ? ["sha256:" + name] : [], store.Layers().Select(id => id.ToString()));
        Assert.Equal(isCacheId, CacheId.TryParse(name, out _));
        Assert.False(CacheId.TryParse("", out _));
    }

    [Fact]
    public void A_file_or_a_symbolic_link_is_no_layer()
    {
        using DockerMetadataStore store = _root.Open();
        string sha256 = Directory.CreateDirectory(Path.Combine(_root.LayerDb, "sha256")).FullName;
        File.WriteAllText(Path.Combine(sha256, Hex), "");
        Directory.CreateSymbolicLink(Path.Combine(sha256, new string('0', 64)), "/");
        Assert.Empty(store.Layers());
        Assert.Null(store.FindLayer(ChainId.Parse("sha256:" + Hex)));
    }

    [Fact]
    public void Files_of_other_Docker_versions_are_ignored()
    {
        LayerRecord layer = DockerRoot.Layer("layer");
        using DockerMetadataStore store = _root.Open();
        DockerRoot.Commit(store, layer);
        File.WriteAllText(Path.Combine(_root.PathOf(layer), "os"), "linux");
        File.WriteAllText(Path.Combine(_root.PathOf(layer), "descriptor.json"), "{");
        Assert.Equal(layer, store.FindLayer(layer.ChainId)! with { Created = default });
    }

    [GeneratedRegex("-[0-9a-f]{64}-removing")]
    private static partial Regex RandomHex();

    [GeneratedRegex("write-set-[0-9]+")]
    private static partial Regex RandomDecimal();
}
