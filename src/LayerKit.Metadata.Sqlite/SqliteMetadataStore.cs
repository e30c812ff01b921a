using System.Text.Json;
using LayerKit.Errors;
using LayerKit.Identity;
using LayerKit.Registration;
using Microsoft.Data.Sqlite;

namespace LayerKit.Metadata.Sqlite;

/// <summary>Records in one SQLite database, <c>metadata.db</c> in LayerKit's directory, and split data in files beside it.</summary>
/// <remarks>
/// <para>Opening reads the schema's version and no record. Every look-up is one search in an index, whatever the number of layers.</para>
/// <para>Several threads and processes may use one root at once: every call asks the database, nothing is kept between calls but connections.
/// Readers never wait; a writer waits up to a minute for others, and then its call fails with an <see cref="IOException"/>.</para>
/// <para>Invariant: an id is in the table of orphans from <see cref="Begin"/> on until the transaction that inserts the record which owns it;
/// the transaction that deletes the record puts it back. A split file that no record owns lies under the id of an orphan.</para>
/// </remarks>
[MetadataStore("sqlite", Priority = 20)]
public sealed partial class SqliteMetadataStore : IMetadataStore
{
    private const string LayerColumns = "chain_id, diff_id, parent, cache_id, size, created";

    private readonly string _path;
    private readonly Database _database;
    private readonly SplitFiles _splits;

    /// <summary>Opens the database of a root, makes it when there is none, and brings an older one to today's schema.</summary>
    /// <exception cref="StoreFormatException">A newer LayerKit has written it, or an older one and it is opened read-only.</exception>
    /// <exception cref="MetadataCorruptException">The file is no database.</exception>
    /// <exception cref="IOException">It cannot be made or opened.</exception>
    public SqliteMetadataStore(MetadataContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _path = Path.Combine(context.LayerKitDirectory, "metadata.db");
        _splits = new SplitFiles(context.LayerKitDirectory, context.Sync, context.ReadOnly);
        _database = new Database(_path, context.Sync, context.ReadOnly);
        try
        {
            if (context.ReadOnly)
            {
                Schema.ThrowIfOther(_database, context.Root, Schema.Steps);
            }
            else
            {
                Schema.Migrate(_database, context.Root, Schema.Steps);
            }
        }
        catch
        {
            _database.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public LayerRecord? FindLayer(ChainId chainId) =>
        Find($"layer {chainId}", $"SELECT {LayerColumns} FROM layers WHERE chain_id = $0", Rows.Layer, Column.Of(chainId));

    /// <inheritdoc/>
    public RWLayerRecord? FindRWLayer(string name)
    {
        RWLayerName.ThrowIfInvalid(name);
        return Find($"RW layer '{name}'", "SELECT name, mount_id, init_id, parent FROM rw_layers WHERE name = $0", Rows.RWLayer, name);
    }

    /// <inheritdoc/>
    public PinRecord? FindPin(string name)
    {
        PinName.ThrowIfInvalid(name);
        return Find($"pin '{name}'", "SELECT name, chain_id, owner, expires, labels, created FROM pins WHERE name = $0", Rows.Pin, name);
    }

    /// <inheritdoc/>
    public Stream OpenSplit(ChainId chainId)
    {
        byte[] key = Column.Of(chainId);
        IReadOnlyList<string> ids = _database.Read(connection => connection.First("SELECT cache_id FROM layers WHERE chain_id = $0", row => row.GetString(0), key));
        string path = Rows.Readable(ids).Select(_splits.PathOf).FirstOrDefault() ?? throw Corrupt($"layer {chainId}", "it names no split data");
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (FileNotFoundException missing)
        {
            throw Corrupt($"layer {chainId}", $"{path} is missing", missing);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The ids cannot be written down; the driver has nothing to make then.</exception>
    public IMetadataTransaction Begin(params ReadOnlySpan<CacheId> owned)
    {
        CacheId[] ids = owned.ToArray();
        string[] texts = [.. ids.Select(Column.Of)];
        _database.Write(connection =>
        {
            foreach (string id in texts)
            {
                connection.Execute("INSERT OR IGNORE INTO orphans (id) VALUES ($0)", id);
            }
        });
        return new SqliteMetadataTransaction(_database, _splits, ids);
    }

    /// <summary>Closes the connections. The last one of all processes folds the log into the database.</summary>
    public void Dispose() => _database.Dispose();

    private T? Find<T>(string record, string sql, Func<SqliteDataReader, T> read, object key)
        where T : class
    {
        try
        {
            return _database.Read(connection => connection.First(sql, read, key)).SingleOrDefault();
        }
        catch (Exception damage) when (damage is FormatException or ArgumentException or InvalidCastException or JsonException)
        {
            throw Corrupt(record, damage.Message, damage);
        }
    }

    private MetadataCorruptException Corrupt(string record, string reason, Exception? cause = null) => new($"{record} in {_path}", reason, cause);
}
