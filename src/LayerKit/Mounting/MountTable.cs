using LayerKit.Identity;
using LayerKit.Sessions;

namespace LayerKit.Mounting;

/// <summary>What of a root is mounted: noted before the driver mounts it, counted over all processes, ended after the last.</summary>
/// <remarks>
/// Invariant: what may be mounted has a note in <c>layerkit/mounts</c>, from before the driver is asked until after it has unmounted. A note that no live session counts
/// is a killed process's, and recovery ends its mount; one that is kept in <c>layerkit/mounts/kept</c> lasts until somebody unmounts it by name.
/// </remarks>
internal sealed class MountTable : IDisposable
{
    private readonly Session _session;
    private readonly string _notes;
    private readonly string _kept;
    private readonly Lazy<Stripes> _locks;

    public MountTable(string layerKitDirectory, Session session)
    {
        _session = session;
        _notes = Path.Combine(layerKitDirectory, "mounts");
        _kept = Path.Combine(_notes, "kept");
        // Not before something is mounted: a store that is only read may not write.
        _locks = new Lazy<Stripes>(() => new Stripes(Path.Combine(layerKitDirectory, "mounts.lock")));
    }

    /// <summary>Runs while nobody else mounts or unmounts an id. Unlike a record's stripe it is held while the driver works.</summary>
    public T Exclusive<T>(CacheId id, Func<T> action) => _locks.Value.Exclusive(HoldKey.Mount(id), action);

    /// <summary>Mounts of all processes that have not ended, those that are kept aside.</summary>
    public int Count(CacheId id) => _session.Count(HoldKey.Mount(id));

    /// <summary>True when a mount outlives its process.</summary>
    public bool IsKept(CacheId id) => File.Exists(Path.Combine(_kept, id.ToString()));

    /// <summary>Mounts, and counts it when the driver has done it.</summary>
    /// <remarks>The caller has the id to itself.</remarks>
    public (string Path, HoldSlot Slot) Begin(CacheId id, bool keep, Func<string> mount)
    {
        Note(_notes, id);
        string path = mount();
        HoldSlot slot = _session.Take(HoldKey.Mount(id));
        if (keep)
        {
            Note(_kept, id);
        }

        return (path, slot);
    }

    /// <summary>Ends one mount, and unmounts when it was the last. When the driver cannot, it has not ended.</summary>
    public void End(CacheId id, HoldSlot slot, Action unmount) => Exclusive(id, () =>
    {
        if (Count(id) == 1 && !IsKept(id))
        {
            Unmount(id, unmount);
        }

        _session.Return(slot);
        return true;
    });

    /// <summary>Ends a mount that was kept; false when there is none. Mounts of running processes go on.</summary>
    /// <remarks>The caller has the id to itself.</remarks>
    public bool EndKept(CacheId id, Action unmount)
    {
        if (!IsKept(id))
        {
            return false;
        }

        if (Count(id) == 0)
        {
            Unmount(id, unmount);
        }

        File.Delete(Path.Combine(_kept, id.ToString()));
        return true;
    }

    /// <summary>Ends the mounts of processes that were killed.</summary>
    /// <param name="unmount">Unmounts one; what is not mounted is not an error.</param>
    /// <param name="failed">Told what cannot be unmounted; it is tried again next time.</param>
    public void Recover(Action<CacheId> unmount, Action<CacheId, Errors.LayerKitException> failed)
    {
        foreach (string note in Directory.Exists(_notes) ? Directory.GetFiles(_notes) : [])
        {
            if (CacheId.TryParse(Path.GetFileName(note), out CacheId id))
            {
                EndIfLeft(id, unmount, failed);
            }
        }
    }

    public void Dispose()
    {
        if (_locks.IsValueCreated)
        {
            _locks.Value.Dispose();
        }
    }

    private void EndIfLeft(CacheId id, Action<CacheId> unmount, Action<CacheId, Errors.LayerKitException> failed) => Exclusive(id, () =>
    {
        try
        {
            if (Count(id) == 0 && !IsKept(id))
            {
                Unmount(id, () => unmount(id));
            }
        }
        catch (Errors.LayerKitException e)
        {
            failed(id, e);
        }

        return true;
    });

    private void Unmount(CacheId id, Action unmount)
    {
        unmount();
        File.Delete(Path.Combine(_notes, id.ToString()));
    }

    private static void Note(string directory, CacheId id)
    {
        Directory.CreateDirectory(directory);
        File.WriteAllBytes(Path.Combine(directory, id.ToString()), []);
    }
}
