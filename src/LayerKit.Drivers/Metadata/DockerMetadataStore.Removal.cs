using System.Globalization;
using LayerKit.Identity;

namespace LayerKit.Drivers.Metadata;

public sealed partial class DockerMetadataStore
{
    // Guards the step from "a record owns the id" to "an intent names it": Orphans must not drop an intent in the middle of it.
    private readonly Lock _ownership = new();

    // Found once, when first asked for: looking through all layers for each one that is forgotten would make a prune quadratic.
    private Dictionary<CacheId, List<string>>? _tombstones;

    private Dictionary<CacheId, List<string>> Tombstones => _tombstones ??= FindTombstones();

    /// <inheritdoc/>
    /// <remarks>Until <see cref="Forget"/> the record stays on as <c>HEX-RANDOM-removing</c>, which Docker understands too.</remarks>
    /// <exception cref="IOException">The removal failed; the record is there as before.</exception>
    public void RemoveLayer(ChainId chainId)
    {
        string path = _db.Layer(chainId);
        lock (_ownership)
        {
            if (!Directory.Exists(path))
            {
                return;
            }

            CacheId[] owned = [.. LayerIds(path)];
            if (owned.Length == 0)
            {
                // Its id is damaged, so no Forget would ever name it.
                Discard(path);
                return;
            }

            _intents.Write(owned);
            Dictionary<CacheId, List<string>> tombstones = Tombstones;
            string tombstone = _db.NewTombstone(chainId);
            _files.Move(path, tombstone);
            Note(tombstones, owned[0], tombstone);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The name is no file name of at most 255 bytes.</exception>
    /// <exception cref="IOException">The removal failed: the record is there as before, or only its remains in <c>layerdb/tmp</c> are, for the next open.</exception>
    public void RemoveRWLayer(string name)
    {
        string path = _db.Mount(name);
        lock (_ownership)
        {
            if (Directory.Exists(path))
            {
                _intents.Write(RWLayerIds(path));
                Discard(path);
            }
        }
    }

    /// <inheritdoc/>
    /// <remarks>An id of a transaction that is still open is among them: only the caller knows that it works on it.</remarks>
    public IReadOnlyList<CacheId> Orphans()
    {
        lock (_ownership)
        {
            HashSet<CacheId> intents = [.. _intents.Ids()];
            HashSet<CacheId> orphans = [.. intents, .. Tombstones.Keys];
            if (orphans.Count > 0)
            {
                HashSet<CacheId> live = LiveIds();
                orphans.ExceptWith(live);
                intents.IntersectWith(live);
                foreach (CacheId stale in intents)
                {
                    _intents.Drop(stale);
                }
            }

            return [.. orphans.OrderBy(id => id.ToString(), StringComparer.Ordinal)];
        }
    }

    /// <inheritdoc/>
    /// <remarks>For an id that a record owns, that drops at most an intent that outlived its transaction.</remarks>
    public void Forget(CacheId id)
    {
        lock (_ownership)
        {
            if (Tombstones.TryGetValue(id, out List<string>? tombstones))
            {
                // After a failure some are gone when this is tried again.
                tombstones.Where(Directory.Exists).ToList().ForEach(Discard);
                Tombstones.Remove(id);
            }

            _intents.Drop(id);
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// It is then <c>quarantine/HEX-NUMBER</c> in LayerKit's directory. The id that it owns does not become an orphan: what the driver holds
    /// under it is kept with the record, until the operator removes both.
    /// </remarks>
    public void Quarantine(ChainId chainId)
    {
        string path = _db.Layer(chainId);
        lock (_ownership)
        {
            if (!Directory.Exists(path))
            {
                return;
            }

            // Before the move: with an intent and no record the content would be an orphan's.
            foreach (CacheId id in LayerIds(path))
            {
                _intents.DropForGood(id);
            }

            _files.MakeDirectory(_quarantine, DurableFiles.OwnerDirectory);
            _files.Move(path, FreeQuarantinePath(chainId));
        }
    }

    private static IEnumerable<CacheId> LayerIds(string path) => new RecordDirectory(path).LayerIds();

    private static IEnumerable<CacheId> RWLayerIds(string path) => new RecordDirectory(path).RWLayerIds();

    private static void Note(Dictionary<CacheId, List<string>> tombstones, CacheId id, string path)
    {
        if (!tombstones.TryGetValue(id, out List<string>? paths))
        {
            tombstones.Add(id, paths = []);
        }

        paths.Add(path);
    }

    private Dictionary<CacheId, List<string>> FindTombstones()
    {
        Dictionary<CacheId, List<string>> tombstones = [];
        foreach (string path in _db.Tombstones())
        {
            foreach (CacheId id in LayerIds(path))
            {
                Note(tombstones, id, path);
            }
        }

        return tombstones;
    }

    private HashSet<CacheId> LiveIds() =>
        [.. _db.ChainIds().Select(_db.Layer).SelectMany(LayerIds), .. _db.MountPaths().SelectMany(RWLayerIds)];

    /// <summary>Deletes a record's directory from where the next open finishes the job if this one is interrupted.</summary>
    private void Discard(string path)
    {
        _files.MakeDirectory(_db.Temporary, DurableFiles.ListedDirectory);
        string discarded = _db.NewWriteSet();
        _files.Move(path, discarded);
        Directory.Delete(discarded, recursive: true);
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
