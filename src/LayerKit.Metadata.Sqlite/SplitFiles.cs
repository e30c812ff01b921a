using LayerKit.Identity;
using LayerKit.Metadata.Sqlite.Linux;

namespace LayerKit.Metadata.Sqlite;

/// <summary>Split data as files beside the database, which would grow a hundredfold with them: <c>split/ID</c>, and <c>split/.ID</c> until it is complete.</summary>
internal sealed class SplitFiles
{
    private readonly string _directory;
    private readonly bool _sync;

    public SplitFiles(string layerKitDirectory, bool sync, bool readOnly)
    {
        _directory = Path.Combine(layerKitDirectory, "split");
        _sync = sync;
        if (!readOnly && !Directory.Exists(_directory))
        {
            Directory.CreateDirectory(_directory);
            Sync(layerKitDirectory);
        }
    }

    /// <summary>The path of a layer's split data.</summary>
    public string PathOf(CacheId id) => Path.Combine(_directory, Column.Of(id));

    /// <summary>Opens a new file. Unbuffered, so that closing it has nothing left to write and nothing left to fail.</summary>
    public FileStream Create(CacheId id) => new(UnfinishedPath(id), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);

    /// <summary>Gives a complete file its name, which may be another id's than it was created for, durably with sync.</summary>
    /// <exception cref="IOException">There are split data of that id.</exception>
    public void Publish(CacheId created, CacheId id)
    {
        string unfinished = UnfinishedPath(created);
        if (_sync)
        {
            using var file = File.OpenHandle(unfinished, FileMode.Open, FileAccess.Write);
            RandomAccess.FlushToDisk(file);
        }

        File.Move(unfinished, PathOf(id));
        Sync(_directory);
    }

    /// <summary>Takes the name away again, so that the publication can be tried once more.</summary>
    public void Withdraw(CacheId created, CacheId id) => File.Move(PathOf(id), UnfinishedPath(created), overwrite: true);

    /// <summary>Deletes what there is of an id, complete or not.</summary>
    public void Delete(CacheId id)
    {
        DeleteUnfinished(id);
        File.Delete(PathOf(id));
    }

    /// <summary>Deletes what was not completed.</summary>
    public void DeleteUnfinished(CacheId id) => File.Delete(UnfinishedPath(id));

    // No cache id begins with a dot.
    private string UnfinishedPath(CacheId id) => Path.Combine(_directory, "." + Column.Of(id));

    private void Sync(string directory)
    {
        if (_sync)
        {
            DirectorySync.Flush(directory);
        }
    }
}
