using LayerKit.Drivers.Metadata;
using LayerKit.Identity;
using LayerKit.Metadata;

namespace LayerKit.Drivers.Tests.Metadata;

public sealed class RWLayerRecordTests : IDisposable
{
    private readonly DockerRoot _root = new();

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void A_committed_RW_layer_reads_back_as_it_was_put(bool init, bool parent)
    {
        RWLayerRecord record = DockerRoot.RWLayer("web", parent ? DockerRoot.Layer("parent") : null, init);
        DockerRoot.Commit(_root.Open(sync: true), record);
        using DockerMetadataStore store = _root.Open();
        Assert.Equal(["web"], store.RWLayers());
        Assert.Equal(record, store.FindRWLayer("web"));
        Assert.Empty(store.Orphans());
    }

    [Fact]
    public void Nothing_is_seen_before_the_commit()
    {
        RWLayerRecord record = DockerRoot.RWLayer("web", init: true);
        using DockerMetadataStore store = _root.Open();
        using (IMetadataTransaction transaction = store.Begin(record.MountId, record.MountId.Init))
        {
            transaction.Put(record);
            Assert.Empty(store.RWLayers());
            Assert.Null(store.FindRWLayer("web"));
        }

        Assert.Empty(_root.Names("mounts"));
        Assert.Equal([record.MountId, record.MountId.Init], store.Orphans());
    }

    [Fact]
    public void A_name_that_is_taken_fails_the_commit_and_changes_nothing()
    {
        RWLayerRecord first = DockerRoot.RWLayer("web");
        RWLayerRecord second = first with { MountId = CacheId.NewRandom() };
        using DockerMetadataStore store = _root.Open();
        DockerRoot.Commit(store, first);
        Assert.Throws<IOException>(() => DockerRoot.Commit(store, second));
        Assert.Equal(first, store.FindRWLayer("web"));
        Assert.Equal([second.MountId], store.Orphans());
        Assert.Empty(_root.Names("tmp"));
    }

    [Fact]
    public void An_id_that_was_announced_and_is_not_in_the_record_stays_an_orphan()
    {
        RWLayerRecord record = DockerRoot.RWLayer("web");
        using DockerMetadataStore store = _root.Open();
        using IMetadataTransaction transaction = store.Begin(record.MountId, record.MountId.Init);
        transaction.Put(record);
        transaction.Commit();
        Assert.Equal([record.MountId.Init], store.Orphans());
    }

    [Fact]
    public void A_removed_RW_layer_leaves_its_ids_as_orphans_and_its_name_free()
    {
        RWLayerRecord record = DockerRoot.RWLayer("web", init: true);
        using DockerMetadataStore store = _root.Open(sync: true);
        DockerRoot.Commit(store, record);
        store.RemoveRWLayer("web");
        store.RemoveRWLayer("web");
        Assert.Null(store.FindRWLayer("web"));
        Assert.Empty(_root.Names("mounts"));
        Assert.Empty(_root.Names("tmp"));
        Assert.Equal([record.MountId, record.MountId.Init], store.Orphans());
        DockerRoot.Commit(store, record with { MountId = CacheId.NewRandom(), InitId = null });
        Assert.Equal(["web"], store.RWLayers());
    }

    [Fact]
    public void An_RW_layer_with_split_data_is_refused()
    {
        using DockerMetadataStore store = _root.Open();
        RWLayerRecord record = DockerRoot.RWLayer("web");
        using IMetadataTransaction transaction = store.Begin(record.MountId);
        transaction.CreateSplit().Dispose();
        transaction.Put(record);
        Assert.Throws<InvalidOperationException>(transaction.Commit);
        Assert.Empty(store.RWLayers());
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("/etc")]
    [InlineData("a\0b")]
    public void A_name_that_is_no_file_name_is_refused_everywhere(string name)
    {
        using DockerMetadataStore store = _root.Open();
        AssertRefused(store, name);
    }

    [Fact]
    public void A_name_that_is_no_text_is_refused_since_it_would_become_another_one_on_the_disk()
    {
        using DockerMetadataStore store = _root.Open();
        AssertRefused(store, "web\ud800");
    }

    [Fact]
    public void A_name_has_at_most_255_bytes()
    {
        using DockerMetadataStore store = _root.Open();
        AssertRefused(store, new string('n', 256));
        AssertRefused(store, new string('\u00e9', 128));
        string longest = new string('\u00e9', 127) + "n";
        DockerRoot.Commit(store, DockerRoot.RWLayer(longest));
        Assert.Equal([longest], store.RWLayers());
    }

    [Theory]
    [InlineData(".hidden")]
    [InlineData("...")]
    [InlineData("with space")]
    [InlineData("-init")]
    [InlineData("write-set-1")]
    public void A_name_that_only_looks_odd_is_kept(string name)
    {
        DockerRoot.Commit(_root.Open(), DockerRoot.RWLayer(name));
        using DockerMetadataStore store = _root.Open();
        Assert.Equal([name], store.RWLayers());
        Assert.Equal(name, store.FindRWLayer(name)!.Name);
    }

    private static void AssertRefused(DockerMetadataStore store, string name)
    {
        RWLayerRecord record = DockerRoot.RWLayer("x") with { Name = name };
        using IMetadataTransaction transaction = store.Begin(record.MountId);
        Assert.ThrowsAny<ArgumentException>(() => transaction.Put(record));
        Assert.ThrowsAny<ArgumentException>(() => store.FindRWLayer(name));
        Assert.ThrowsAny<ArgumentException>(() => store.RemoveRWLayer(name));
    }
}
