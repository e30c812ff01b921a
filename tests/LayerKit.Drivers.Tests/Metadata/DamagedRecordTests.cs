using System.Text;
using LayerKit.Drivers.Metadata;
using LayerKit.Errors;
using LayerKit.Metadata;

namespace LayerKit.Drivers.Tests.Metadata;

public sealed class DamagedRecordTests : IDisposable
{
    private const string Garbage = "\u0001\ufffd/..\n*";

    private readonly DockerRoot _root = new();
    private readonly LayerRecord _layer = DockerRoot.Layer("layer", DockerRoot.Layer("below"));
    private readonly RWLayerRecord _rwLayer = DockerRoot.RWLayer("web", DockerRoot.Layer("below"), init: true);
    private readonly DockerMetadataStore _store;

    public DamagedRecordTests()
    {
        _store = _root.Open();
        DockerRoot.Commit(_store, _layer);
        DockerRoot.Commit(_store, _rwLayer);
    }

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData("diff", null, "diff is missing")]
    [InlineData("diff", "", "diff does not hold a DiffId")]
    [InlineData("diff", Garbage, "diff does not hold a DiffId")]
    [InlineData("diff", "sha512:00", "diff does not hold a DiffId")]
    [InlineData("diff", "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "its diff and parent make another ChainID")]
    [InlineData("size", null, "size is missing")]
    [InlineData("size", "", "size does not hold a decimal number")]
    [InlineData("size", Garbage, "size does not hold a decimal number")]
    [InlineData("size", "12\n", "size does not hold a decimal number")]
    [InlineData("size", " 12", "size does not hold a decimal number")]
    [InlineData("size", "12\0\0", "size does not hold a decimal number")]
    [InlineData("size", "-1", "size does not hold a decimal number")]
    [InlineData("size", "1,2", "size does not hold a decimal number")]
    [InlineData("size", "9223372036854775808", "size does not hold a decimal number")]
    [InlineData("cache-id", null, "cache-id is missing")]
    [InlineData("cache-id", "", "cache-id does not hold a CacheId")]
    [InlineData("cache-id", "\n", "cache-id does not hold a CacheId")]
    [InlineData("cache-id", Garbage, "cache-id does not hold a CacheId")]
    [InlineData("cache-id", "../x", "cache-id does not hold a CacheId")]
    [InlineData("parent", null, "its diff and parent make another ChainID")]
    [InlineData("parent", "", "parent does not hold a ChainId")]
    [InlineData("parent", Garbage, "parent does not hold a ChainId")]
    public void A_layer_with_a_damaged_file_is_listed_and_cannot_be_read(string file, string? content, string reason)
    {
        Damage(_root.PathOf(_layer), file, content);
        AssertCorrupt(_root.PathOf(_layer), reason, () => _store.FindLayer(_layer.ChainId));
        Assert.Equal([_layer.ChainId], _store.Layers());
    }

    [Theory]
    [InlineData("mount-id", null, "mount-id is missing")]
    [InlineData("mount-id", "", "mount-id does not hold a CacheId")]
    [InlineData("mount-id", Garbage, "mount-id does not hold a CacheId")]
    [InlineData("init-id", "", "init-id does not hold a CacheId")]
    [InlineData("init-id", Garbage, "init-id does not hold a CacheId")]
    [InlineData("parent", "", "parent does not hold a ChainId")]
    [InlineData("parent", Garbage, "parent does not hold a ChainId")]
    public void An_RW_layer_with_a_damaged_file_is_listed_and_cannot_be_read(string file, string? content, string reason)
    {
        Damage(_root.PathOf(_rwLayer), file, content);
        AssertCorrupt(_root.PathOf(_rwLayer), reason, () => _store.FindRWLayer("web"));
        Assert.Equal(["web"], _store.RWLayers());
    }

    [Theory]
    [InlineData("diff")]
    [InlineData("cache-id")]
    [InlineData("parent")]
    public void White_space_around_a_layers_ids_is_no_damage(string file)
    {
        string path = Path.Combine(_root.PathOf(_layer), file);
        File.WriteAllText(path, $" {File.ReadAllText(path)}\u00a0\r\n");
        Assert.Equal(_layer, _store.FindLayer(_layer.ChainId)! with { Created = default });
    }

    [Theory]
    [InlineData("mount-id")]
    [InlineData("init-id")]
    [InlineData("parent")]
    public void White_space_around_an_RW_layers_ids_is_no_damage(string file)
    {
        string path = Path.Combine(_root.PathOf(_rwLayer), file);
        File.WriteAllText(path, $"\t{File.ReadAllText(path)}\n");
        Assert.Equal(_rwLayer, _store.FindRWLayer("web"));
    }

    [Fact]
    public void BuildKits_short_cache_ids_are_no_damage()
    {
        Damage(_root.PathOf(_layer), "cache-id", "zq1x5eud1kp4x3sdj25kqg2to");
        Assert.Equal("zq1x5eud1kp4x3sdj25kqg2to", _store.FindLayer(_layer.ChainId)!.CacheId.ToString());
    }

    [Theory]
    [InlineData("diff")]
    [InlineData("size")]
    [InlineData("cache-id")]
    [InlineData("parent")]
    public void A_directory_or_a_huge_file_in_the_place_of_a_file_is_damage(string file)
    {
        string path = Path.Combine(_root.PathOf(_layer), file);
        File.WriteAllText(path, new string('1', 1 << 20));
        Assert.Throws<MetadataCorruptException>(() => _store.FindLayer(_layer.ChainId));
        File.Delete(path);
        Directory.CreateDirectory(path);
        Assert.Throws<MetadataCorruptException>(() => _store.FindLayer(_layer.ChainId));
    }

    [Fact]
    public void An_empty_record_directory_is_damage_and_no_directory_is_no_record()
    {
        LayerRecord other = DockerRoot.Layer("other");
        Assert.Null(_store.FindLayer(other.ChainId));
        Assert.Null(_store.FindRWLayer("other"));
        Directory.CreateDirectory(_root.PathOf(other));
        Directory.CreateDirectory(Path.Combine(_root.LayerDb, "mounts", "other"));
        Assert.Throws<MetadataCorruptException>(() => _store.FindLayer(other.ChainId));
        Assert.Throws<MetadataCorruptException>(() => _store.FindRWLayer("other"));
    }

    [Theory]
    [InlineData("diff")]
    [InlineData("size")]
    [InlineData("parent")]
    public void A_damaged_layer_still_owns_its_cache_id(string file)
    {
        Damage(_root.PathOf(_layer), file, "");
        _root.WriteIntent(_layer.CacheId);
        Assert.Empty(_root.Open().Orphans());
    }

    [Fact]
    public void A_damaged_RW_layer_still_owns_the_ids_that_can_be_read()
    {
        Damage(_root.PathOf(_rwLayer), "parent", "");
        _root.WriteIntent(_rwLayer.MountId);
        _root.WriteIntent(_rwLayer.MountId.Init);
        Assert.Empty(_root.Open().Orphans());
    }

    [Fact]
    public void Damaged_records_can_be_removed()
    {
        Damage(_root.PathOf(_layer), "cache-id", null);
        Damage(_root.PathOf(_rwLayer), "mount-id", "");
        _store.RemoveLayer(_layer.ChainId);
        _store.RemoveRWLayer("web");
        Assert.Empty(_store.Layers());
        Assert.Empty(_store.RWLayers());
        Assert.Empty(_root.Names("sha256"));
        Assert.Equal([_rwLayer.MountId.Init], _store.Orphans());
    }

    private static void Damage(string record, string file, string? content)
    {
        string path = Path.Combine(record, file);
        File.Delete(path);
        if (content is not null)
        {
            File.WriteAllBytes(path, Encoding.UTF8.GetBytes(content));
        }
    }

    private static void AssertCorrupt(string record, string reason, Func<object?> read)
    {
        MetadataCorruptException error = Assert.Throws<MetadataCorruptException>(read);
        Assert.Equal(record, error.Record);
        Assert.Contains($": {reason};", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }
}
