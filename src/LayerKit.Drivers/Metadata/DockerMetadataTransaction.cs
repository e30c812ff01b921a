using LayerKit.Identity;
using LayerKit.Metadata;

namespace LayerKit.Drivers.Metadata;

/// <summary>A write set: files in a directory of their own below <c>layerdb/tmp</c>, published by renaming the directory.</summary>
internal sealed class DockerMetadataTransaction(LayerDb db, DurableFiles files, IntentLog intents) : IMetadataTransaction
{
    private string? _writeSet;
    private FileStream? _split;
    private Publication? _publication;
    private bool _committed;

    public Stream CreateSplit()
    {
        if (_split is not null)
        {
            throw new InvalidOperationException("the split data of this transaction were created before");
        }

        return _split = DurableFiles.Create(Path.Combine(MakeWriteSet(DurableFiles.OwnerDirectory), RecordFile.Split));
    }

    public void Put(LayerRecord record) => _publication = Publication.Of(record, db);

    public void Put(RWLayerRecord record) => _publication = Publication.Of(record, db);

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
        files.Move(writeSet, publication.Target);
        _committed = true;
        DropIntents(publication.Ids);
    }

    public void Dispose()
    {
        _split?.Dispose();
        if (!_committed && _writeSet is not null && Directory.Exists(_writeSet))
        {
            Directory.Delete(_writeSet, recursive: true);
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

        return _split is null || _publication.IsLayer
            ? _publication
            : throw new InvalidOperationException("an RW layer has no split data");
    }

    private string MakeWriteSet(UnixFileMode mode)
    {
        if (_writeSet is null)
        {
            string path = db.NewWriteSet();
            DurableFiles.CreateDirectory(path, mode);
            _writeSet = path;
        }

        return _writeSet;
    }

    private void DropIntents(IReadOnlyList<CacheId> ids)
    {
        try
        {
            foreach (CacheId id in ids)
            {
                intents.Drop(id);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The record is published and that must not be reported as a failure; an intent of an owned id is dropped by the next Orphans.
        }
    }
}
