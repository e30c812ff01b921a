using LayerKit.Errors;
using LayerKit.Identity;

namespace LayerKit.Metadata.Sqlite.Tests;

/// <summary>What the conformance suite cannot see from outside.</summary>
public sealed class SqliteMetadataStoreTests : IDisposable
{
    private readonly SqliteRoot _root = new();
    private readonly LayerRecord _layer = SqliteRoot.Layer("layer");

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Split_data_are_a_file_from_the_commit_until_Forget(bool sync)
    {
        using SqliteMetadataStore store = _root.Open(sync);
        SqliteRoot.Commit(store, _layer);
        Assert.Equal([_layer.CacheId.ToString()], _root.Splits());
        store.RemoveLayer(_layer.ChainId);
        Assert.Single(_root.Splits());
        store.Forget(_layer.CacheId);
        Assert.Empty(_root.Splits());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Split_data_that_a_crash_left_go_with_the_orphan(bool finished)
    {
        IMetadataTransaction transaction = _root.Open().Begin(_layer.CacheId);
        Stream stream = transaction.CreateSplit();
        stream.WriteByte(1);
        if (finished)
        {
            stream.Dispose();
        }

        Assert.Single(_root.Splits());
        using SqliteMetadataStore after = _root.Open();
        after.Forget(_layer.CacheId);
        Assert.Empty(_root.Splits());
        transaction.Dispose();
        stream.Dispose();
    }

    [Fact]
    public void Split_data_without_a_commit_are_deleted_at_once()
    {
        using SqliteMetadataStore store = _root.Open();
        using (IMetadataTransaction transaction = store.Begin(_layer.CacheId))
        {
            transaction.CreateSplit().Dispose();
            transaction.Put(_layer);
        }

        Assert.Empty(_root.Splits());
    }

    [Fact]
    public void An_id_that_a_layer_owns_cannot_become_anothers_nor_can_its_split_data()
    {
        using SqliteMetadataStore store = _root.Open();
        SqliteRoot.Commit(store, _layer);
        Assert.Throws<IOException>(() => SqliteRoot.Commit(store, SqliteRoot.Layer("other") with { CacheId = _layer.CacheId }));
        using StreamReader split = new(store.OpenSplit(_layer.ChainId));
        Assert.Equal("split data", split.ReadToEnd());
        Assert.Equal([_layer.CacheId.ToString()], _root.Splits());
    }

    [Fact]
    public void A_quarantined_record_is_kept_with_its_split_data()
    {
        using SqliteMetadataStore store = _root.Open();
        SqliteRoot.Commit(store, _layer);
        store.Quarantine(_layer.ChainId);
        using Database database = _root.OpenDatabase();
        Assert.Equal([_layer.CacheId.ToString()], database.Read(connection => connection.All("SELECT cache_id FROM quarantined_layers", row => row.GetString(0))));
        Assert.Equal([_layer.CacheId.ToString()], _root.Splits());
    }

    [Fact]
    public async Task A_writer_waits_for_another_and_a_reader_does_not()
    {
        using SqliteMetadataStore store = _root.Open();
        using Database other = _root.OpenDatabase();
        Task committing = other.Write(_ =>
        {
            var commit = Task.Run(() => SqliteRoot.Commit(store, _layer));
            Assert.Null(store.FindLayer(_layer.ChainId));
            Assert.False(commit.IsCompleted);
            return commit;
        });
        await committing;
        Assert.NotNull(store.FindLayer(_layer.ChainId));
    }

    [Fact]
    public void A_full_disk_is_told_as_the_system_tells_it_and_nothing_is_changed()
    {
        using SqliteMetadataStore store = _root.Open();
        using Database small = _root.OpenDatabase();
        IOException error = Assert.Throws<IOException>(() => small.Write(connection =>
        {
            connection.Run("PRAGMA max_page_count = 1");
            connection.Run("INSERT INTO orphans (id) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) SELECT i FROM n");
        }));
        Assert.Equal(28, error.HResult);
        Assert.Empty(store.Orphans());
    }

    [Fact]
    public void A_database_that_is_damaged_while_it_is_in_use_is_reported_by_its_path()
    {
        using (SqliteMetadataStore store = _root.Open())
        {
            SqliteRoot.Commit(store, _layer);
        }

        using (FileStream file = new(_root.Database, FileMode.Open, FileAccess.Write))
        {
            file.Position = 4096;
            file.Write(new byte[file.Length - 4096]);
        }

        using SqliteMetadataStore damaged = _root.Open();
        Assert.Equal(_root.Database, Assert.Throws<MetadataCorruptException>(() => damaged.FindLayer(_layer.ChainId)).Record);
    }

    [Fact]
    public void A_store_that_is_disposed_answers_no_more()
    {
        SqliteMetadataStore store = _root.Open();
        SqliteRoot.Commit(store, _layer);
        IMetadataTransaction transaction = store.Begin(CacheId.NewRandom());
        transaction.Put(SqliteRoot.Layer("other"));
        store.Dispose();
        store.Dispose();
        Assert.Throws<ObjectDisposedException>(() => store.FindLayer(_layer.ChainId));
        Assert.Throws<ObjectDisposedException>(transaction.Commit);
        transaction.Dispose();
        Assert.False(File.Exists(_root.Database + "-wal"), "the log was folded in");
    }

    [Fact]
    public void Opening_a_big_root_and_finding_in_it_reads_no_more_than_in_a_small_one()
    {
        using (SqliteMetadataStore store = _root.Open())
        {
            SqliteRoot.Commit(store, _layer);
        }

        long small = AllocatedByUse();
        using (Database database = _root.OpenDatabase())
        {
            database.Write(connection => connection.Run(
                """
                INSERT INTO layers (chain_id, diff_id, parent, cache_id, size, created)
                WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
                SELECT randomblob(32), randomblob(32), randomblob(32), hex(randomblob(32)), i, i FROM n
                """));
        }

        long big = AllocatedByUse();
        Assert.True(big < small * 1.2, $"{small} bytes with one layer, {big} with 20,001");
    }

    private long AllocatedByUse()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        using SqliteMetadataStore store = _root.Open();
        Assert.NotNull(store.FindLayer(_layer.ChainId));
        Assert.Equal([_layer.ChainId], store.FindByDiffId(_layer.DiffId));
        Assert.Equal([_layer.ChainId], store.FindByPrefix(_layer.ChainId.Hex[..12]));
        Assert.Equal(_layer.ChainId, store.FindByCacheId(_layer.CacheId));
        Assert.Empty(store.Children(_layer.ChainId));
        Assert.Empty(store.Orphans());
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
