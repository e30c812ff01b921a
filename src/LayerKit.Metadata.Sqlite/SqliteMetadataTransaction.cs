using LayerKit.Identity;

namespace LayerKit.Metadata.Sqlite;

/// <summary>One record on its way. Nothing of the database is held before <see cref="Commit"/>, which is one transaction of it.</summary>
internal sealed class SqliteMetadataTransaction(Database database, SplitFiles splits, CacheId[] owned) : IMetadataTransaction
{
    private FileStream? _split;
    private LayerRecord? _layer;
    private RWLayerRecord? _rwLayer;
    private PinRecord? _pin;
    private bool _committed;

    public Stream CreateSplit()
    {
        if (_split is not null || owned.Length == 0)
        {
            throw new InvalidOperationException(
                owned.Length == 0 ? "a transaction that owns no id has no split data" : "the split data of this transaction were created before");
        }

        return _split = splits.Create(owned[0]);
    }

    public void Put(LayerRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        record.ThrowIfInvalid();
        (_layer, _rwLayer) = (record, null);
    }

    public void Put(RWLayerRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        record.ThrowIfInvalid();
        (_layer, _rwLayer) = (null, record);
    }

    public void Put(PinRecord pin)
    {
        ArgumentNullException.ThrowIfNull(pin);
        pin.ThrowIfInvalid();
        _pin = pin;
    }

    public void Commit()
    {
        ThrowIfUnfinished();
        if (_split is null)
        {
            database.Write(Insert);
        }
        else
        {
            // The name is a new id's, so that nobody looks for it before the record says so.
            CacheId id = _layer!.CacheId;
            splits.Publish(owned[0], id);
            InsertOrWithdraw(id);
        }

        _committed = true;
    }

    public void Dispose()
    {
        _split?.Dispose();
        if (_split is not null && !_committed)
        {
            splits.DeleteUnfinished(owned[0]);
        }
    }

    private void ThrowIfUnfinished()
    {
        string? reason = this switch
        {
            { _committed: true } => "the transaction was committed before",
            { _layer: null, _rwLayer: null } => "no record was put into the transaction",
            { _split.CanWrite: true } => "the split data are still being written; dispose their stream first",
            { _split: not null, _layer: null } => "an RW layer has no split data",
            { _pin: not null } when _pin.ChainId != _layer?.ChainId => "the pin is of another layer",
            _ => null,
        };
        if (reason is not null)
        {
            throw new InvalidOperationException(reason);
        }
    }

    private void InsertOrWithdraw(CacheId id)
    {
        try
        {
            database.Write(Insert);
        }
        catch
        {
            splits.Withdraw(owned[0], id);
            throw;
        }
    }

    private void Insert(Connection connection)
    {
        if (_layer is not null)
        {
            Rows.Insert(connection, _layer);
            Disown(connection, _layer.CacheId);
        }

        if (_rwLayer is not null)
        {
            Rows.Insert(connection, _rwLayer);
            Disown(connection, _rwLayer.MountId);
            Disown(connection, _rwLayer.InitId);
        }

        if (_pin is not null)
        {
            Rows.Put(connection, _pin);
        }
    }

    /// <summary>What the record owns is no orphan.</summary>
    private static void Disown(Connection connection, CacheId? id)
    {
        if (id is { } owned)
        {
            connection.Execute("DELETE FROM orphans WHERE id = $0", Column.Of(owned));
        }
    }
}
