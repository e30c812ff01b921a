using LayerKit.Identity;
using Microsoft.Data.Sqlite;

namespace LayerKit.Metadata.Sqlite;

/// <content>Look-ups. What finds several reads a page at a time and goes on after the last key, so that no connection and no snapshot is held while the caller works.</content>
public sealed partial class SqliteMetadataStore
{
    private const int PageRows = 1024;
    private const int DigestHex = 2 * Digest.Size;

    /// <inheritdoc/>
    public IEnumerable<ChainId> Layers() => FindByPrefix("");

    /// <inheritdoc/>
    public int CountLayers() => _database.Read(connection => connection.All("SELECT COUNT(*) FROM layers", row => row.GetInt32(0)))[0];

    /// <inheritdoc/>
    public bool HasLayer(ChainId chainId)
    {
        byte[] key = Column.Of(chainId);
        return _database.Read(connection => connection.First("SELECT 1 FROM layers WHERE chain_id = $0", _ => true, key)).Count > 0;
    }

    /// <inheritdoc/>
    public IEnumerable<ChainId> FindByDiffId(DiffId diffId) =>
        ChainIds("SELECT chain_id FROM layers WHERE diff_id = $0 AND chain_id > $1 ORDER BY chain_id LIMIT $2", Column.Of(diffId.Digest), after: []);

    /// <inheritdoc/>
    public IEnumerable<ChainId> FindByPrefix(string hex)
    {
        Digest.ThrowIfNoHexPrefix(hex);
        byte[] last = Convert.FromHexString(hex.PadRight(DigestHex, 'f'));
        return ChainIds("SELECT chain_id FROM layers WHERE chain_id <= $0 AND chain_id > $1 ORDER BY chain_id LIMIT $2", last, Before(hex));
    }

    /// <inheritdoc/>
    public ChainId? FindByCacheId(CacheId id)
    {
        string key = Column.Of(id);
        IReadOnlyList<ChainId> owners = _database.Read(
            connection => connection.First("SELECT chain_id FROM layers WHERE cache_id = $0", row => Column.ChainId(row, 0), key));
        return owners.Count > 0 ? owners[0] : null;
    }

    /// <inheritdoc/>
    public IEnumerable<ChainId> Children(ChainId parent) =>
        ChainIds("SELECT chain_id FROM layers WHERE parent = $0 AND chain_id > $1 ORDER BY chain_id LIMIT $2", Column.Of(parent), after: []);

    /// <inheritdoc/>
    public IEnumerable<string> RWLayers() => Names("SELECT name FROM rw_layers WHERE $0 IS NULL AND name > $1 ORDER BY name LIMIT $2", key: null);

    /// <inheritdoc/>
    public IEnumerable<string> RWLayers(ChainId parent) =>
        Names("SELECT name FROM rw_layers WHERE parent = $0 AND name > $1 ORDER BY name LIMIT $2", Column.Of(parent));

    /// <inheritdoc/>
    public IEnumerable<string> Pins() => Names("SELECT name FROM pins WHERE $0 IS NULL AND name > $1 ORDER BY name LIMIT $2", key: null);

    /// <inheritdoc/>
    public IEnumerable<string> Pins(ChainId chainId) =>
        Names("SELECT name FROM pins WHERE chain_id = $0 AND name > $1 ORDER BY name LIMIT $2", Column.Of(chainId));

    /// <summary>A key that is before every key with a prefix and after all others below: SQLite compares bytes, and what is shorter comes first.</summary>
    private static byte[] Before(string hex)
    {
        byte[] first = Convert.FromHexString(hex.PadRight(DigestHex, '0'));
        return first[..^1];
    }

    private IEnumerable<ChainId> ChainIds(string sql, byte[] key, byte[] after) =>
        Pages(sql, key, after, row => Column.ChainId(row, 0), last => Column.Of(last));

    private IEnumerable<string> Names(string sql, byte[]? key) => Pages(sql, key, "", row => row.GetString(0), last => last);

    private IEnumerable<T> Pages<T>(string sql, byte[]? key, object after, Func<SqliteDataReader, T> read, Func<T, object> keyOf)
    {
        List<T> page;
        do
        {
            page = _database.Read(connection => connection.All(sql, read, key, after, PageRows));
            foreach (T item in page)
            {
                yield return item;
            }

            after = page.Count > 0 ? keyOf(page[^1]) : after;
        }
        while (page.Count == PageRows);
    }
}
