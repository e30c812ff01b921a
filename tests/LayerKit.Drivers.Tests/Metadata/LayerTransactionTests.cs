using LayerKit.Drivers.Metadata;
using LayerKit.Errors;
using LayerKit.Identity;
using LayerKit.Metadata;

namespace LayerKit.Drivers.Tests.Metadata;

public sealed class LayerTransactionTests : IDisposable
{
    private readonly DockerRoot _root = new();

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_committed_layer_reads_back_as_it_was_put(bool sync)
    {
        LayerRecord lower = DockerRoot.Layer("lower");
        LayerRecord upper = DockerRoot.Layer("upper", lower) with { Size = long.MaxValue };
        DockerRoot.Commit(_root.Open(sync), lower, split: "one");
        DockerRoot.Commit(_root.Open(sync), upper, split: "two");
        using DockerMetadataStore store = _root.Open(sync);
        Assert.Equal(lower, store.FindLayer(lower.ChainId)! with { Created = default });
        Assert.Equal(upper, store.FindLayer(upper.ChainId)! with { Created = default });
        Assert.Equal("one", DockerRoot.ReadSplit(store, lower.ChainId));
        Assert.Equal("two", DockerRoot.ReadSplit(store, upper.ChainId));
        Assert.Equal(2, store.Layers().Count());
        Assert.Empty(store.Orphans());
    }

    [Fact]
    public void Created_is_the_time_of_the_records_directory()
    {
        LayerRecord layer = DockerRoot.Layer("layer");
        using DockerMetadataStore store = _root.Open();
        DockerRoot.Commit(store, layer);
        var then = new DateTime(2020, 2, 29, 12, 0, 0, DateTimeKind.Utc);
        Directory.SetLastWriteTimeUtc(_root.PathOf(layer), then);
        Assert.Equal(new DateTimeOffset(then), store.FindLayer(layer.ChainId)!.Created);
    }

    [Fact]
    public void Nothing_is_seen_before_the_commit_and_nothing_is_left_of_a_transaction_without_one()
    {
        LayerRecord layer = DockerRoot.Layer("layer");
        using DockerMetadataStore store = _root.Open();
        using (IMetadataTransaction transaction = store.Begin(layer.CacheId))
        {
            using (Stream split = transaction.CreateSplit())
            {
                split.WriteByte(1);
            }

            transaction.Put(layer);
            Assert.Empty(store.Layers());
            Assert.Null(store.FindLayer(layer.ChainId));
            Assert.Single(_root.Names("tmp"));
        }

        Assert.Empty(store.Layers());
        Assert.Empty(_root.Names("tmp"));
        Assert.Equal([layer.CacheId], store.Orphans());
    }

    [Fact]
    public void A_transaction_that_writes_nothing_makes_no_write_set()
    {
        using DockerMetadataStore store = _root.Open();
        using IMetadataTransaction transaction = store.Begin(DockerRoot.Layer("layer").CacheId);
        Assert.Empty(_root.Names("tmp"));
    }

    [Fact]
    public void A_transaction_disposed_with_its_split_data_open_leaves_nothing()
    {
        using DockerMetadataStore store = _root.Open();
        IMetadataTransaction transaction = store.Begin(DockerRoot.Layer("layer").CacheId);
        Stream split = transaction.CreateSplit();
        transaction.Dispose();
        Assert.False(split.CanWrite);
        Assert.Empty(_root.Names("tmp"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_second_commit_of_a_chain_fails_and_changes_nothing(bool emptyTarget)
    {
        LayerRecord first = DockerRoot.Layer("layer");
        LayerRecord second = first with { CacheId = CacheId.NewRandom(), Size = 99 };
        using DockerMetadataStore store = _root.Open();
        DockerRoot.Commit(store, first);
        if (emptyTarget)
        {
            Directory.Delete(_root.PathOf(first), recursive: true);
            Directory.CreateDirectory(_root.PathOf(first));
        }

        string[] before = Directory.GetFiles(_root.PathOf(first));
        Assert.Throws<IOException>(() => DockerRoot.Commit(store, second));
        Assert.Equal(before, Directory.GetFiles(_root.PathOf(first)));
        Assert.Empty(_root.Names("tmp"));
        Assert.Equal([second.CacheId], store.Orphans());
    }

    [Fact]
    public void A_file_in_the_place_of_the_layers_fails_the_commit_until_it_is_gone()
    {
        LayerRecord layer = DockerRoot.Layer("layer");
        using DockerMetadataStore store = _root.Open();
        string sha256 = Path.Combine(_root.LayerDb, "sha256");
        Directory.Delete(sha256);
        File.WriteAllText(sha256, "in the way");
        using IMetadataTransaction transaction = store.Begin(layer.CacheId);
        transaction.Put(layer);
        Assert.Throws<IOException>(transaction.Commit);
        Assert.Empty(store.Layers());
        Assert.Equal("in the way", File.ReadAllText(sha256));
        File.Delete(sha256);
        transaction.Commit();
        Assert.Equal([layer.ChainId], store.Layers());
    }

    [Fact]
    public void A_file_in_the_place_of_the_write_sets_fails_Begin_until_it_is_gone()
    {
        LayerRecord layer = DockerRoot.Layer("layer");
        using DockerMetadataStore store = _root.Open();
        string tmp = Path.Combine(_root.LayerDb, "tmp");
        Directory.Delete(tmp);
        File.WriteAllText(tmp, "in the way");
        Assert.Throws<IOException>(() => store.Begin(layer.CacheId));
        Assert.Empty(store.Orphans());
        File.Delete(tmp);
        store.Begin(layer.CacheId).Dispose();
        DockerRoot.Commit(store, layer);
        Assert.Equal([layer.ChainId], store.Layers());
    }

    [Fact]
    public void Begin_fails_when_its_ids_cannot_be_written_down()
    {
        using DockerMetadataStore store = _root.Open();
        Directory.Delete(_root.Intents);
        File.WriteAllText(_root.Intents, "in the way");
        Assert.ThrowsAny<IOException>(() => store.Begin(DockerRoot.Layer("layer").CacheId));
    }

    [Fact]
    public void Commit_refuses_a_transaction_that_is_not_finished_or_finished_before()
    {
        LayerRecord layer = DockerRoot.Layer("layer");
        using DockerMetadataStore store = _root.Open();
        using IMetadataTransaction transaction = store.Begin(layer.CacheId);
        Assert.Throws<InvalidOperationException>(transaction.Commit);
        transaction.Put(layer);
        using (transaction.CreateSplit())
        {
            Assert.Throws<InvalidOperationException>(transaction.Commit);
            Assert.Throws<InvalidOperationException>(transaction.CreateSplit);
        }

        transaction.Commit();
        Assert.Throws<InvalidOperationException>(transaction.Commit);
    }

    [Fact]
    public void Put_refuses_a_record_that_would_read_back_as_damaged()
    {
        LayerRecord layer = DockerRoot.Layer("layer");
        using DockerMetadataStore store = _root.Open();
        using IMetadataTransaction transaction = store.Begin(layer.CacheId);
        Assert.Throws<ArgumentException>(() => transaction.Put(layer with { ChainId = DockerRoot.Layer("other").ChainId }));
        Assert.Throws<ArgumentException>(() => transaction.Put(layer with { CacheId = default }));
        Assert.Throws<ArgumentException>(() => transaction.Put(layer with { DiffId = default }));
        Assert.Throws<ArgumentException>(() => transaction.Put(layer with { Parent = default(ChainId) }));
        Assert.Throws<ArgumentOutOfRangeException>(() => transaction.Put(layer with { Size = -1 }));
    }

    [Fact]
    public void The_empty_ChainID_names_no_layer_and_above_all_not_every_layer()
    {
        using DockerMetadataStore store = _root.Open();
        DockerRoot.Commit(store, DockerRoot.Layer("layer"));
        Assert.Throws<ArgumentException>(() => store.FindLayer(default));
        Assert.Throws<ArgumentException>(() => store.RemoveLayer(default));
        Assert.Throws<ArgumentException>(() => store.Quarantine(default));
        Assert.Throws<ArgumentException>(() => store.Begin(default(CacheId)));
        Assert.Single(store.Layers());
    }

    [Fact]
    public void Split_data_that_are_missing_are_reported_by_their_file_name()
    {
        LayerRecord layer = DockerRoot.Layer("layer");
        using DockerMetadataStore store = _root.Open();
        using (IMetadataTransaction transaction = store.Begin(layer.CacheId))
        {
            transaction.Put(layer);
            transaction.Commit();
        }

        MetadataCorruptException error = Assert.Throws<MetadataCorruptException>(() => store.OpenSplit(layer.ChainId));
        Assert.Contains("tar-split.json.gz is missing", error.Message, StringComparison.Ordinal);
        Assert.Equal(_root.PathOf(layer), error.Record);
    }

    [Fact]
    public void Of_commits_of_one_chain_at_a_time_one_wins()
    {
        LayerRecord layer = DockerRoot.Layer("layer");
        using DockerMetadataStore store = _root.Open();
        int failures = 0;
        Parallel.For(0, 8, _ =>
        {
            try
            {
                DockerRoot.Commit(store, layer with { CacheId = CacheId.NewRandom() });
            }
            catch (IOException)
            {
                Interlocked.Increment(ref failures);
            }
        });
        Assert.Equal(7, failures);
        Assert.NotNull(store.FindLayer(layer.ChainId));
        Assert.Equal(7, store.Orphans().Count);
        Assert.Empty(_root.Names("tmp"));
    }
}
