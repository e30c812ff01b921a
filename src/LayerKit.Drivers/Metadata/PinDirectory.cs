using System.Text.Json;
using LayerKit.Errors;
using LayerKit.Identity;
using LayerKit.Metadata;

namespace LayerKit.Drivers.Metadata;

/// <summary>Pins as one JSON file each, in a directory that Docker does not look at.</summary>
/// <remarks>
/// A layer's record and its pin are two renames. The pin is written first, below the id of the content that the record will own; from the
/// record's rename on, whoever looks at pins does the second rename before anything else. So nobody sees the one without the other.
/// </remarks>
internal sealed class PinDirectory
{
    private const string UnfinishedPrefix = ".";

    private readonly string _pins;
    private readonly string _pending;
    private readonly DurableFiles _files;
    private readonly LayerDb _db;
    private readonly bool _readOnly;

    public PinDirectory(MetadataContext context, LayerDb db, DurableFiles files)
    {
        _pins = Path.Combine(context.LayerKitDirectory, "pins");
        _pending = Path.Combine(context.LayerKitDirectory, "pins-pending");
        _files = files;
        _db = db;
        _readOnly = context.ReadOnly;
        files.MakeDirectory(_pins, DurableFiles.OwnerDirectory);
        files.MakeDirectory(_pending, DurableFiles.OwnerDirectory);
        if (!_readOnly)
        {
            Sweep();
        }
    }

    /// <summary>The names of all pins.</summary>
    public IEnumerable<string> Names()
    {
        FinishPending();
        foreach (string file in _readOnly && !Directory.Exists(_pins) ? [] : Directory.EnumerateFiles(_pins, "*", SearchOption.AllDirectories))
        {
            if (PinPath.NameOf(Path.GetRelativePath(_pins, file)) is { } name)
            {
                yield return name;
            }
        }
    }

    /// <summary>Reads a pin; null when there is none.</summary>
    public PinRecord? Find(string name)
    {
        FinishPending();
        string path = PathOf(name);
        if (Read(path) is not { } pin)
        {
            return null;
        }

        return pin.Name == name ? pin : throw new MetadataCorruptException(path, $"it is the file of another pin, '{pin.Name}'");
    }

    /// <summary>Writes a pin, in place of one of that name.</summary>
    public void Put(PinRecord pin)
    {
        FinishPending();
        Write(pin, PathOf(pin.Name));
    }

    /// <summary>Removes a pin; false when there is none.</summary>
    public bool Remove(string name)
    {
        FinishPending();
        string path = PathOf(name);
        // Deleting succeeds for everybody, renaming for one. What a stopped process leaves is swept like what was never completed.
        string removed = Path.Combine(_pending, UnfinishedPrefix + Path.GetRandomFileName());
        try
        {
            File.Move(path, removed, overwrite: true);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }

        _files.SyncDirectory(Path.GetDirectoryName(path)!);
        File.Delete(removed);
        return true;
    }

    /// <summary>Writes down the pin that comes with a layer's record.</summary>
    public void Prepare(PinRecord pin, CacheId owned) => Write(pin, PendingPath(owned));

    /// <summary>Drops a pin whose layer did not come; there need not be one.</summary>
    public void Drop(CacheId owned) => File.Delete(PendingPath(owned));

    /// <summary>Publishes the pins whose layers' records are there.</summary>
    public void FinishPending()
    {
        if (_readOnly)
        {
            return;
        }

        foreach (string file in Directory.EnumerateFiles(_pending))
        {
            if (CacheId.TryParse(Path.GetFileNameWithoutExtension(file), out CacheId owned) && file == PendingPath(owned) && Read(file) is { } pin
                && new RecordDirectory(_db.Layer(pin.ChainId)).LayerIds().Contains(owned))
            {
                Publish(file, PathOf(pin.Name));
            }
        }
    }

    private static PinRecord? Read(string path)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            PinFile content = JsonSerializer.Deserialize(file, PinFileJson.Default.PinFile) ?? throw new MetadataCorruptException(path, "it holds nothing");
            return content.ToRecord(path);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (JsonException damage)
        {
            throw new MetadataCorruptException(path, damage.Message, damage);
        }
    }

    /// <summary>Writes a file that appears complete. What a stopped process leaves of it is swept by the next that opens the root.</summary>
    private void Write(PinRecord pin, string path)
    {
        string json = JsonSerializer.Serialize(PinFile.Of(pin), PinFileJson.Default.PinFile);
        string unfinished;
        do
        {
            unfinished = Path.Combine(_pending, UnfinishedPrefix + Path.GetRandomFileName());
            _files.Write(unfinished, json);
        }
        while (!Publish(unfinished, path));
    }

    /// <summary>Renames a file; false when somebody has taken it away.</summary>
    private bool Publish(string prepared, string path)
    {
        try
        {
            MakeDirectory(Path.GetDirectoryName(path)!);
            File.Move(prepared, path, overwrite: true);
        }
        catch (FileNotFoundException) when (!File.Exists(prepared))
        {
            return false;
        }

        _files.SyncDirectory(Path.GetDirectoryName(path)!);
        return true;
    }

    /// <summary>Makes the directories that a long name needs, each durable before the next.</summary>
    private void MakeDirectory(string path)
    {
        if (path != _pins && path != _pending)
        {
            MakeDirectory(Path.GetDirectoryName(path)!);
            _files.MakeDirectory(path, DurableFiles.OwnerDirectory);
        }
    }

    /// <summary>Deletes what was never completed. A writer that is alive does not lose by it: it notices, and writes again.</summary>
    private void Sweep()
    {
        foreach (string unfinished in Directory.EnumerateFiles(_pending, UnfinishedPrefix + "*"))
        {
            File.Delete(unfinished);
        }
    }

    private string PathOf(string name)
    {
        PinName.ThrowIfInvalid(name);
        return Path.Combine(_pins, PinPath.Of(name));
    }

    private string PendingPath(CacheId owned) => Path.Combine(_pending, owned + ".json");
}
