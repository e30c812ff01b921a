using System.Globalization;
using LayerKit.Identity;

namespace LayerKit.Drivers.Metadata;

public sealed partial class DockerMetadataStore
{
    /// <inheritdoc/>
    /// <remarks>Until <see cref="Forget"/> the record stays on as <c>HEX-HEX-removing</c>, which Docker understands too.</remarks>
    /// <exception cref="IOException">The removal failed; the record is there as before.</exception>
    public void RemoveLayer(ChainId chainId)
    {
        string path = _db.Layer(chainId);
        CacheId[] owned = [.. LayerIds(path)];
        if (owned.Length == 0)
        {
            // There is none, or its id is damaged, so that no Forget would ever name it.
            DeleteRecord(path, CacheId.NewRandom());
            return;
        }

        string tombstone = _db.Tombstone(chainId, owned[0]);
        _removals.Write(owned, Path.GetFileName(tombstone));
        Move(path, tombstone);
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The removal failed: the record is there as before, or only its remains in <c>layerdb/tmp</c> are, until <see cref="Forget"/>.</exception>
    public void RemoveRWLayer(string name)
    {
        string path = _db.Mount(name);
        CacheId[] owned = [.. RWLayerIds(path)];
        _removals.Write(owned);
        DeleteRecord(path, owned.Length > 0 ? owned[0] : CacheId.NewRandom());
    }

    /// <inheritdoc/>
    /// <remarks>An id of a transaction that is still open is among them: only the caller knows that it works on it.</remarks>
    public IReadOnlyList<CacheId> Orphans()
    {
        // Before the records: what one of these names has been committed by the time that its record is seen.
        List<CacheId> intents = [.. _intents.Ids()];
        HashSet<CacheId> orphans = [.. intents, .. _removals.Ids(), .. _db.Tombstones().SelectMany(LayerIds)];
        if (orphans.Count > 0)
        {
            HashSet<CacheId> layers = [.. _db.ChainIds().Select(_db.Layer).SelectMany(LayerIds)];
            HashSet<CacheId> mounts = [.. _db.MountPaths().SelectMany(RWLayerIds)];
            orphans.ExceptWith(layers);
            orphans.ExceptWith(mounts);
            // Only these: a removal that begins at this moment relies on what it has written down.
            foreach (CacheId stale in intents.Where(id => layers.Contains(id) || mounts.Contains(id)))
            {
                Own(stale, layers.Contains(stale));
            }
        }

        return [.. orphans.OrderBy(id => id.ToString(), StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    /// <remarks>For an id that a record owns, that drops at most an intent that outlived its transaction.</remarks>
    public void Forget(CacheId id)
    {
        string? tombstone = _removals.NoteTo(id);
        if (tombstone is { Length: > 0 })
        {
            ForgetLayer(id, [Path.Combine(_db.Layers, tombstone)]);
        }
        else if (tombstone is null && _intents.NoteTo(id) is null)
        {
            // Docker began this removal. Looked for only then, because it reads every tombstone.
            ForgetLayer(id, [.. _db.Tombstones().Where(path => LayerIds(path).Contains(id))]);
        }

        if (tombstone is "" && _intents.Has(id) && FindByCacheId(id) is not null)
        {
            // An RW layer went whose content a layer has taken over, which may have been killed before it was written down as LayerKit's.
            Own(id, isLayer: true);
        }
        else if (_ownLayers.Has(id) && FindByCacheId(id) is null)
        {
            // Of a layer that was to take over an RW layer's content and was never published.
            _ownLayers.Drop(id);
        }

        Delete(_db.WriteSet(id));
        _pins.Drop(id);
        _ownMounts.Drop(id);
        _intents.Drop(id);
        _removals.Drop(id);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// It is then <c>quarantine/HEX-NUMBER</c> in LayerKit's directory. The id that it owns does not become an orphan: what the driver holds
    /// under it is kept with the record, until the operator removes both.
    /// </remarks>
    public void Quarantine(ChainId chainId)
    {
        string path = _db.Layer(chainId);
        if (!Directory.Exists(path))
        {
            return;
        }

        // Before the move: with an intent and no record the content would be an orphan's.
        foreach (CacheId id in LayerIds(path))
        {
            _intents.DropForGood(id);
            _removals.DropForGood(id);
            _ownLayers.DropForGood(id);
        }

        _files.MakeDirectory(_quarantine, DurableFiles.OwnerDirectory);
        Move(path, FreeQuarantinePath(chainId));
    }

    private void ForgetLayer(CacheId id, string[] tombstones)
    {
        if (tombstones.Length > 0)
        {
            Array.ForEach(tombstones, Delete);
            _ownLayers.Drop(id);
        }
    }

    private static IEnumerable<CacheId> LayerIds(string path) => new RecordDirectory(path).LayerIds();

    private static IEnumerable<CacheId> RWLayerIds(string path) => new RecordDirectory(path).RWLayerIds();

    /// <summary>Deletes a directory that somebody else may be deleting too.</summary>
    private static void Delete(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Somebody else was first, or it was never there.
        }
    }

    /// <summary>Removes a record in one step, and then deletes it where <see cref="Forget"/> finds it if this is interrupted.</summary>
    private void DeleteRecord(string path, CacheId id)
    {
        _files.MakeDirectory(_db.Temporary, DurableFiles.ListedDirectory);
        string deleted = _db.WriteSet(id);
        Move(path, deleted);
        Delete(deleted);
    }

    /// <summary>Renames a record, unless there is none.</summary>
    private void Move(string path, string target)
    {
        try
        {
            _files.Move(path, target);
        }
        catch (DirectoryNotFoundException) when (!Directory.Exists(path))
        {
            // Another process was first.
        }
    }

    private string FreeQuarantinePath(ChainId chainId)
    {
        string path;
        int number = 0;
        do
        {
            number++;
            path = Path.Combine(_quarantine, $"{chainId.Hex}-{number.ToString(CultureInfo.InvariantCulture)}");
        }
        while (Path.Exists(path));
        return path;
    }
}
