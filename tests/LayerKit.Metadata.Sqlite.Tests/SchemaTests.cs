using LayerKit.Errors;

namespace LayerKit.Metadata.Sqlite.Tests;

public sealed class SchemaTests : IDisposable
{
    private static readonly string[] Next = [.. Schema.Steps, "ALTER TABLE layers ADD COLUMN more TEXT; UPDATE layers SET more = 'new'"];

    private readonly SqliteRoot _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void A_new_database_has_todays_version_and_a_write_ahead_log()
    {
        _root.Open().Dispose();
        using Database database = _root.OpenDatabase();
        Assert.Equal(Schema.Steps.Count, Value(database, "PRAGMA user_version"));
        Assert.Equal(["wal"], database.Read(connection => connection.All("PRAGMA journal_mode", row => row.GetString(0))));
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    public void Only_with_sync_does_a_commit_wait_for_the_disk_and_nothing_is_ever_off(bool sync, long synchronous)
    {
        using Database database = _root.OpenDatabase(sync);
        Assert.Equal(synchronous, Value(database, "PRAGMA synchronous"));
    }

    [Fact]
    public void An_older_database_is_brought_forward_with_its_records()
    {
        LayerRecord layer = SqliteRoot.Layer("layer");
        using (SqliteMetadataStore store = _root.Open())
        {
            SqliteRoot.Commit(store, layer);
        }

        using Database database = _root.OpenDatabase();
        Schema.Migrate(database, _root.Path, Next);
        Schema.Migrate(database, _root.Path, Next);
        Assert.Equal(Next.Length, Value(database, "PRAGMA user_version"));
        Assert.Equal(["new"], database.Read(connection => connection.All("SELECT more FROM layers", row => row.GetString(0))));
    }

    [Fact]
    public void A_newer_database_is_refused_and_left_as_it_is()
    {
        using (Database database = _root.OpenDatabase())
        {
            Schema.Migrate(database, _root.Path, Next);
        }

        byte[] before = File.ReadAllBytes(_root.Database);
        StoreFormatException error = Assert.Throws<StoreFormatException>(() => _root.Open());
        Assert.Contains($"schema {Next.Length}, this version reads up to {Schema.Steps.Count}", error.Message, StringComparison.Ordinal);
        Assert.Equal(_root.Path, error.Root);
        Assert.Equal(before, File.ReadAllBytes(_root.Database));
    }

    [Fact]
    public void A_step_that_fails_leaves_the_older_version()
    {
        _root.Open().Dispose();
        using Database database = _root.OpenDatabase();
        Assert.Throws<IOException>(() => Schema.Migrate(database, _root.Path, [.. Next, "CREATE TABLE layers (id)"]));
        Assert.Equal(Schema.Steps.Count, Value(database, "PRAGMA user_version"));
        Assert.Empty(_root.Open().Layers());
    }

    [Fact]
    public void Of_several_that_make_a_database_at_a_time_one_does()
    {
        Parallel.For(0, 16, new ParallelOptions { MaxDegreeOfParallelism = 16 }, number =>
        {
            using SqliteMetadataStore store = _root.Open(sync: number % 2 == 0);
            SqliteRoot.Commit(store, SqliteRoot.Layer($"layer {number}"));
        });
        Assert.Equal(16, _root.Open().Layers().Count());
    }

    [Fact]
    public void What_is_no_database_is_reported_as_damaged()
    {
        File.WriteAllText(_root.Database, new string('x', 5000));
        Assert.Equal(_root.Database, Assert.Throws<MetadataCorruptException>(() => _root.Open()).Record);
    }

    [Fact]
    public void A_database_that_cannot_be_made_is_an_IO_error()
    {
        Directory.CreateDirectory(_root.Database);
        Assert.Throws<IOException>(() => _root.Open());
    }

    private static long Value(Database database, string sql) => database.Read(connection => connection.First(sql, row => row.GetInt64(0))).Single();
}
