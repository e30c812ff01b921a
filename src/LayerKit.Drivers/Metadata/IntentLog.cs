using LayerKit.Identity;

namespace LayerKit.Drivers.Metadata;

/// <summary>A set of ids of LayerKit's own, such as those that a driver may hold without a record owning them: one file each, in a directory that Docker does not look at.</summary>
internal sealed class IntentLog
{
    private readonly string _directory;
    private readonly DurableFiles _files;

    public IntentLog(string directory, DurableFiles files)
    {
        _directory = directory;
        _files = files;
        files.MakeDirectory(directory, DurableFiles.OwnerDirectory);
    }

    /// <summary>Writes ids down, with a note for whoever finds them.</summary>
    public void Write(IEnumerable<CacheId> ids, string note = "")
    {
        foreach (CacheId id in ids)
        {
            _files.Write(FileOf(id), note);
        }

        _files.SyncDirectory(_directory);
    }

    /// <summary>Drops an id that may be absent. After a power cut it may be back, which costs one look at the records.</summary>
    public void Drop(CacheId id) => File.Delete(FileOf(id));

    /// <summary>Moves an id, which somebody else may be moving too, to another set. After a power cut it may be back in this one.</summary>
    public void Move(CacheId id, IntentLog target)
    {
        try
        {
            File.Move(FileOf(id), target.FileOf(id), overwrite: true);
        }
        catch (FileNotFoundException)
        {
            // Somebody else was first.
        }
    }

    /// <summary>Whether an id is written down.</summary>
    public bool Has(CacheId id) => File.Exists(FileOf(id));

    /// <summary>The note to an id; null when it is not written down.</summary>
    public string? NoteTo(CacheId id)
    {
        try
        {
            return File.ReadAllText(FileOf(id));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Drops an id so that it stays dropped.</summary>
    public void DropForGood(CacheId id)
    {
        Drop(id);
        _files.SyncDirectory(_directory);
    }

    /// <summary>The ids that are written down.</summary>
    public IEnumerable<CacheId> Ids()
    {
        foreach (string file in Directory.EnumerateFiles(_directory))
        {
            if (CacheId.TryParse(Path.GetFileName(file.AsSpan()), out CacheId id))
            {
                yield return id;
            }
        }
    }

    private string FileOf(CacheId id) =>
        id.IsEmpty ? throw new ArgumentException("the id is empty", nameof(id)) : Path.Combine(_directory, id.ToString());
}
