using LayerKit.Identity;
using LayerKit.Metadata;

namespace LayerKit.Drivers.Metadata;

/// <summary>A write set: files in a directory of their own below <c>layerdb/tmp</c>, published by renaming the directory.</summary>
internal sealed class DockerMetadataTransaction(LayerDb db, DurableFiles files, PinDirectory pins, Action<CacheId, bool> own, IntentLog ownLayers, CacheId[] owned) : IMetadataTransaction
{
    private string? _writeSet;
    private FileStream? _split;
    private Publication? _publication;
    private PinRecord? _pin;
    private bool _committed;

    public Stream CreateSplit()
    {
        if (_split is not null || owned.Length == 0)
        {
            throw new InvalidOperationException(
                owned.Length == 0 ? "a transaction that owns no id has no split data" : "the split data of this transaction were created before");
        }

        return _split = DurableFiles.Create(Path.Combine(MakeWriteSet(DurableFiles.OwnerDirectory), RecordFile.Split));
    }

    public void Put(LayerRecord record) => _publication = Publication.Of(record, db);

    public void Put(RWLayerRecord record) => _publication = Publication.Of(record, db);

    public void Put(PinRecord pin)
    {
        ArgumentNullException.ThrowIfNull(pin);
        pin.ThrowIfInvalid();
        _pin = pin;
    }

    public void Commit()
    {
        Publication publication = CheckPublication();
        string writeSet = MakeWriteSet(publication.Mode);
        if (_split is not null)
        {
            files.SyncFile(_split.Name);
        }

        foreach ((string name, string content) in publication.Files)
        {
            files.Write(Path.Combine(writeSet, name), content);
        }

        files.SyncDirectory(writeSet);
        files.MakeDirectory(Path.GetDirectoryName(publication.Target)!, DurableFiles.ListedDirectory);
        if (_pin is not null)
        {
            pins.Prepare(_pin, publication.Ids[0]);
        }

        if (publication.IsLayer && publication.Ids.Except(owned).ToArray() is { Length: > 0 } takenOver)
        {
            // Content of an RW layer that becomes a layer has no intent, which would say so after the record.
            ownLayers.Write(takenOver);
        }

        files.Move(writeSet, publication.Target);
        _committed = true;
        FinishIntents(publication);
    }

    public void Dispose()
    {
        _split?.Dispose();
        if (!_committed && _writeSet is not null && Directory.Exists(_writeSet))
        {
            Directory.Delete(_writeSet, recursive: true);
        }

        if (!_committed && _pin is not null && _publication is not null)
        {
            pins.Drop(_publication.Ids[0]);
        }
    }

    private Publication CheckPublication()
    {
        if (_committed || _publication is null)
        {
            throw new InvalidOperationException(_committed ? "the transaction was committed before" : "no record was put into the transaction");
        }

        if (_split is { CanWrite: true })
        {
            throw new InvalidOperationException("the split data are still being written; dispose their stream first");
        }

        if (_split is not null && !_publication.IsLayer)
        {
            throw new InvalidOperationException("an RW layer has no split data");
        }

        return _pin is null || db.Layer(_pin.ChainId) == _publication.Target
            ? _publication
            : throw new InvalidOperationException("the pin is of another layer");
    }

    private string MakeWriteSet(UnixFileMode mode)
    {
        if (_writeSet is null)
        {
            string path = db.WriteSet(owned.Length > 0 ? owned[0] : _publication!.Ids[0]);
            if (Directory.Exists(path))
            {
                // An earlier transaction of the same id was stopped.
                Directory.Delete(path, recursive: true);
            }

            DurableFiles.CreateDirectory(path, mode);
            _writeSet = path;
        }

        return _writeSet;
    }

    private void FinishIntents(Publication publication)
    {
        try
        {
            if (_pin is not null)
            {
                pins.FinishPending();
            }

            foreach (CacheId id in publication.Ids)
            {
                own(id, publication.IsLayer);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The record is published and that must not be reported as a failure. Whoever reads pins next finishes this one, and the next Orphans
            // moves an intent of an owned id.
        }
    }
}
