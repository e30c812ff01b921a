using LayerKit.Drivers.Metadata;
using LayerKit.Errors;
using LayerKit.Identity;
using LayerKit.Metadata;

namespace LayerKit.Drivers.Tests.Metadata;

/// <summary>A store is left where it is and another one opened on its root: that is a crash at this point.</summary>
public sealed class OrphanTests : IDisposable
{
    private readonly DockerRoot _root = new();
    private readonly LayerRecord _layer = DockerRoot.Layer("layer");
    private readonly RWLayerRecord _rwLayer = DockerRoot.RWLayer("web", init: true);

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_crash_before_the_commit_leaves_an_orphan_that_takes_its_write_set_along(int steps)
    {
        IMetadataTransaction transaction = _root.Open(sync: true).Begin(_layer.CacheId);
        Stream? split = steps >= 2 ? transaction.CreateSplit() : null;
        split?.WriteByte(1);
        if (steps >= 3)
        {
            split!.Dispose();
        }

        if (steps >= 4)
        {
            transaction.Put(_layer);
        }

        DockerMetadataStore after = _root.Open();
        Assert.Empty(after.Layers());
        Assert.Equal(steps >= 2 ? 1 : 0, _root.Names("tmp").Length);
        Assert.Equal([_layer.CacheId], after.Orphans());
        after.Forget(_layer.CacheId);
        Assert.Empty(_root.Names("tmp"));
        Assert.Empty(after.Orphans());
        Assert.Empty(_root.Open().Orphans());
        split?.Dispose();
        transaction.Dispose();
    }

    [Fact]
    public void A_crash_between_the_rename_and_the_drop_of_the_intent_leaves_a_layer_and_no_orphan()
    {
        DockerRoot.Commit(_root.Open(), _layer);
        DockerRoot.Commit(_root.Open(), _rwLayer);
        _root.WriteIntent(_layer.CacheId);
        _root.WriteIntent(_rwLayer.MountId);
        _root.WriteIntent(_rwLayer.MountId.Init);
        DockerMetadataStore after = _root.Open();
        Assert.Empty(after.Orphans());
        Assert.Empty(_root.IntentNames());
        Assert.NotNull(after.FindLayer(_layer.ChainId));
        Assert.NotNull(after.FindRWLayer("web"));
    }

    [Fact]
    public void A_removed_layer_is_an_orphan_until_it_is_forgotten()
    {
        DockerMetadataStore store = _root.Open(sync: true);
        DockerRoot.Commit(store, _layer);
        store.RemoveLayer(_layer.ChainId);
        store.RemoveLayer(_layer.ChainId);
        foreach (DockerMetadataStore view in (DockerMetadataStore[])[store, _root.Open()])
        {
            Assert.Empty(view.Layers());
            Assert.Null(view.FindLayer(_layer.ChainId));
            Assert.Equal([_layer.CacheId], view.Orphans());
        }

        store.Forget(_layer.CacheId);
        Assert.Empty(store.Orphans());
        Assert.Empty(_root.Names("sha256"));
        Assert.Empty(_root.Names("tmp"));
        Assert.Empty(_root.IntentNames());
    }

    [Fact]
    public void A_layer_can_be_registered_anew_while_its_removal_is_not_finished()
    {
        LayerRecord again = _layer with { CacheId = CacheId.NewRandom() };
        DockerMetadataStore store = _root.Open();
        DockerRoot.Commit(store, _layer);
        store.RemoveLayer(_layer.ChainId);
        DockerRoot.Commit(store, again);
        Assert.Equal([_layer.CacheId], store.Orphans());
        store.Forget(_layer.CacheId);
        Assert.Equal([again.ChainId], _root.Open().Layers());
        Assert.Empty(_root.Open().Orphans());
    }

    [Fact]
    public void A_removal_that_Docker_began_is_an_orphan_as_well()
    {
        DockerRoot.Commit(_root.Open(), _layer);
        Directory.Move(_root.PathOf(_layer), $"{_root.PathOf(_layer)}-{new string('7', 64)}-removing");
        DockerMetadataStore store = _root.Open();
        Assert.Empty(store.Layers());
        Assert.Equal([_layer.CacheId], store.Orphans());
        store.Forget(_layer.CacheId);
        Assert.Empty(_root.Names("sha256"));
    }

    [Fact]
    public void A_crash_before_the_rename_of_a_removal_leaves_the_record_as_it_was()
    {
        DockerRoot.Commit(_root.Open(), _layer);
        _root.WriteRemoval(_layer.CacheId);
        DockerMetadataStore after = _root.Open();
        Assert.Equal(_layer, after.FindLayer(_layer.ChainId)! with { Created = default });
        Assert.Empty(after.Orphans());
    }

    [Fact]
    public void A_crash_amid_the_deletion_of_a_removed_record_leaves_the_orphans_that_take_it_along()
    {
        DockerRoot.Commit(_root.Open(), _rwLayer);
        _root.WriteRemoval(_rwLayer.MountId);
        _root.WriteRemoval(_rwLayer.MountId.Init);
        string deleted = _root.WriteSetOf(_rwLayer.MountId);
        Directory.Move(_root.PathOf(_rwLayer), deleted);
        File.Delete(Path.Combine(deleted, "mount-id"));
        DockerMetadataStore after = _root.Open();
        Assert.Empty(after.RWLayers());
        Assert.Equal([_rwLayer.MountId, _rwLayer.MountId.Init], after.Orphans());
        after.Forget(_rwLayer.MountId);
        after.Forget(_rwLayer.MountId.Init);
        Assert.Empty(_root.Names("tmp"));
        Assert.Empty(after.Orphans());
    }

    [Fact]
    public void A_crash_amid_the_deletion_of_a_tombstone_is_finished_although_its_cache_id_is_gone()
    {
        DockerMetadataStore store = _root.Open();
        DockerRoot.Commit(store, _layer);
        store.RemoveLayer(_layer.ChainId);
        File.Delete(Path.Combine(_root.LayerDb, "sha256", _root.Names("sha256").Single(), "cache-id"));
        DockerMetadataStore after = _root.Open();
        Assert.Equal([_layer.CacheId], after.Orphans());
        after.Forget(_layer.CacheId);
        Assert.Empty(_root.Names("sha256"));
        Assert.Empty(after.Orphans());
    }

    [Fact]
    public void Forgetting_an_id_that_a_record_owns_leaves_the_record_alone()
    {
        DockerMetadataStore store = _root.Open();
        DockerRoot.Commit(store, _layer);
        _root.WriteIntent(_layer.CacheId);
        store.Forget(_layer.CacheId);
        store.Forget(CacheId.NewRandom());
        Assert.Equal(_layer, store.FindLayer(_layer.ChainId)! with { Created = default });
        Assert.Equal("split data", DockerRoot.ReadSplit(store, _layer.ChainId));
        Assert.Empty(_root.IntentNames());
    }

    [Fact]
    public void What_no_orphan_names_is_somebody_elses_and_stays()
    {
        string[] names = ["layer-34", "mine", "write-set-12"];
        _root.Open().Begin().Dispose();
        foreach (string name in names)
        {
            Directory.CreateDirectory(Path.Combine(_root.LayerDb, "tmp", name));
        }

        Assert.Empty(_root.Open().Orphans());
        Assert.Equal(names, _root.Names("tmp"));
    }

    [Fact]
    public void A_removal_whose_intent_cannot_be_written_changes_nothing()
    {
        DockerMetadataStore store = _root.Open();
        DockerRoot.Commit(store, _layer);
        DockerRoot.Commit(store, _rwLayer);
        Directory.Delete(_root["layerkit/removals"]);
        File.WriteAllText(_root["layerkit/removals"], "in the way");
        Assert.ThrowsAny<IOException>(() => store.RemoveLayer(_layer.ChainId));
        Assert.ThrowsAny<IOException>(() => store.RemoveRWLayer("web"));
        Assert.NotNull(store.FindLayer(_layer.ChainId));
        Assert.NotNull(store.FindRWLayer("web"));
    }

    [Fact]
    public void A_removal_whose_rename_fails_changes_nothing()
    {
        DockerMetadataStore store = _root.Open();
        DockerRoot.Commit(store, _layer);
        DockerRoot.Commit(store, _rwLayer);
        using (Mounted.Bind(_root.PathOf(_layer)))
        using (Mounted.Bind(_root.PathOf(_rwLayer)))
        {
            Assert.ThrowsAny<IOException>(() => store.RemoveLayer(_layer.ChainId));
            Assert.ThrowsAny<IOException>(() => store.RemoveRWLayer("web"));
            Assert.ThrowsAny<IOException>(() => store.Quarantine(_layer.ChainId));
            Assert.NotNull(store.FindLayer(_layer.ChainId));
            Assert.NotNull(store.FindRWLayer("web"));
            Assert.Empty(store.Orphans());
        }

        store.RemoveLayer(_layer.ChainId);
        Assert.Equal([_layer.CacheId], store.Orphans());
    }

    [Fact]
    public async Task Looking_for_orphans_during_removals_loses_none()
    {
        DockerMetadataStore store = _root.Open();
        List<RWLayerRecord> records = [.. Enumerable.Range(0, 200).Select(number => DockerRoot.RWLayer($"web{number}"))];
        records.ForEach(record => DockerRoot.Commit(store, record));
        var removing = Task.Run(() => records.ForEach(record => store.RemoveRWLayer(record.Name)));
        while (!removing.IsCompleted)
        {
            store.Orphans();
        }

        await removing;
        Assert.Equal(records.Select(record => record.MountId).ToHashSet(), store.Orphans().ToHashSet());
    }

    [Fact]
    public void A_quarantined_record_is_kept_its_content_is_no_orphan_and_the_layer_can_be_registered_anew()
    {
        DockerMetadataStore store = _root.Open(sync: true);
        for (int time = 1; time <= 2; time++)
        {
            LayerRecord record = _layer with { CacheId = CacheId.NewRandom() };
            DockerRoot.Commit(store, record);
            _root.WriteIntent(record.CacheId);
            File.Delete(Path.Combine(_root.PathOf(_layer), "size"));
            Assert.Throws<MetadataCorruptException>(() => store.FindLayer(_layer.ChainId));
            store.Quarantine(_layer.ChainId);
            store.Quarantine(_layer.ChainId);
            Assert.Empty(store.Layers());
            Assert.Empty(_root.Open().Orphans());
            string kept = _root[$"layerkit/quarantine/{_layer.ChainId.Hex}-{time}"];
            Assert.Equal(record.CacheId.ToString(), File.ReadAllText(Path.Combine(kept, "cache-id")));
            Assert.Equal("split data", File.ReadAllText(Path.Combine(kept, "tar-split.json.gz")));
        }

        DockerRoot.Commit(store, _layer);
        Assert.Equal(_layer, store.FindLayer(_layer.ChainId)! with { Created = default });
    }
}
