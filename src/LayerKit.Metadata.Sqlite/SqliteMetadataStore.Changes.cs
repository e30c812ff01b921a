using LayerKit.Identity;

namespace LayerKit.Metadata.Sqlite;

/// <content>Pins, removals and orphans.</content>
public sealed partial class SqliteMetadataStore
{
    /// <inheritdoc/>
    public void PutPin(PinRecord pin)
    {
        ArgumentNullException.ThrowIfNull(pin);
        pin.ThrowIfInvalid();
        _database.Write(connection => Rows.Put(connection, pin));
    }

    /// <inheritdoc/>
    public bool RemovePin(string name)
    {
        PinName.ThrowIfInvalid(name);
        return _database.Write(connection => connection.Execute("DELETE FROM pins WHERE name = $0", name)) > 0;
    }

    /// <inheritdoc/>
    public void RemoveLayer(ChainId chainId)
    {
        byte[] key = Column.Of(chainId);
        _database.Write(connection =>
        {
            connection.Execute("INSERT OR IGNORE INTO orphans (id) SELECT cache_id FROM layers WHERE chain_id = $0", key);
            connection.Execute("DELETE FROM layers WHERE chain_id = $0", key);
        });
    }

    /// <inheritdoc/>
    public void RemoveRWLayer(string name)
    {
        RWLayerName.ThrowIfInvalid(name);
        _database.Write(connection =>
        {
            connection.Execute("INSERT OR IGNORE INTO orphans (id) SELECT mount_id FROM rw_layers WHERE name = $0", name);
            connection.Execute("INSERT OR IGNORE INTO orphans (id) SELECT init_id FROM rw_layers WHERE name = $0 AND init_id IS NOT NULL", name);
            connection.Execute("DELETE FROM rw_layers WHERE name = $0", name);
        });
    }

    /// <inheritdoc/>
    /// <remarks>An id of a transaction that is still open is among them: only the caller knows that it works on it.</remarks>
    public IReadOnlyList<CacheId> Orphans() => [.. Rows.Readable(_database.Read(connection => connection.All(
        """
        SELECT id FROM orphans
        WHERE id NOT IN (SELECT cache_id FROM layers WHERE cache_id = id)
            AND id NOT IN (SELECT mount_id FROM rw_layers WHERE mount_id = id)
            AND id NOT IN (SELECT init_id FROM rw_layers WHERE init_id = id)
        ORDER BY id
        """,
        row => row.GetString(0))))];

    /// <inheritdoc/>
    public void Forget(CacheId id)
    {
        string key = Column.Of(id);
        if (FindByCacheId(id) is null && IsOrphan(key))
        {
            // First, so that a crash in between leaves the orphan.
            _splits.Delete(id);
        }

        _database.Write(connection => connection.Execute("DELETE FROM orphans WHERE id = $0", key));
    }

    /// <inheritdoc/>
    /// <remarks>
    /// It is then in the table <c>quarantined_layers</c>. The id that it owns does not become an orphan: its split data, and what the driver holds
    /// under it, are kept with the record, until the operator removes all three.
    /// </remarks>
    public void Quarantine(ChainId chainId)
    {
        byte[] key = Column.Of(chainId);
        _database.Write(connection =>
        {
            connection.Execute("DELETE FROM orphans WHERE id IN (SELECT cache_id FROM layers WHERE chain_id = $0)", key);
            connection.Execute($"INSERT INTO quarantined_layers ({LayerColumns}) SELECT {LayerColumns} FROM layers WHERE chain_id = $0", key);
            connection.Execute("DELETE FROM layers WHERE chain_id = $0", key);
        });
    }

    private bool IsOrphan(string id) => _database.Read(connection => connection.First("SELECT 1 FROM orphans WHERE id = $0", _ => true, id)).Count > 0;
}
