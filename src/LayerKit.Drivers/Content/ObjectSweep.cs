using LayerKit.Identity;

namespace LayerKit.Drivers.Content;

/// <summary>Takes the objects out of the store that only a removed layer referred to.</summary>
/// <remarks>
/// <para>Invariant: an object stays as long as an index in <c>layers</c> lists it. References are nowhere else, so there is no count to go wrong.</para>
/// <para>An index appears in <c>layers</c> under the lock and with a new generation, and only afterwards does its layer rely on what is in the store.
/// Here objects are taken out under the same lock, after looking at whatever appeared since the last look. So for each object and each new layer either
/// the object is gone before the layer looks for it, and the layer brings its own, or it stays.</para>
/// <para>An index that was looked at once is not looked at again: ids are new when a layer is made.</para>
/// <para>Two removals at once have both moved their indexes out of <c>layers</c> before they look, so what they shared goes with one or both.</para>
/// </remarks>
internal sealed class ObjectSweep(ContentLayout layout, ClaimLock claims, CacheId id)
{
    private const int BatchSize = 32;

    private readonly HashSet<string> _seen = [];
    private readonly HashSet<Digest> _candidates = [];

    /// <summary>Removes what the index that is being removed lists and no other does. It can be run again after it was interrupted.</summary>
    public void Run(CancellationToken token)
    {
        AddCandidates();
        long generation = ReadGeneration();
        KeepReferenced();
        while (_candidates.Count > 0)
        {
            token.ThrowIfCancellationRequested();
            Digest[] batch = [.. _candidates.Take(BatchSize)];
            generation = TakeOut(batch, generation);
            Array.ForEach(batch, digest => File.Delete(layout.Removing(id, digest)));
            _candidates.ExceptWith(batch);
        }
    }

    private long TakeOut(Digest[] batch, long generation)
    {
        using ClaimLockHold hold = claims.Take();
        long now = hold.ReadGeneration();
        if (now != generation)
        {
            KeepReferenced();
        }

        foreach (Digest digest in batch.Where(_candidates.Contains))
        {
            string path = layout.Object(digest);
            if (File.Exists(path))
            {
                TryMove(path, layout.Removing(id, digest));
            }
        }

        return now;
    }

    /// <summary>An index that cannot be read does not say what it referred to; then everything in the store is looked at.</summary>
    private void AddCandidates()
    {
        try
        {
            _candidates.UnionWith(IndexFile.ReadObjects(layout.Removing(id)).Select(stored => stored.Digest));
        }
        catch (InvalidDataException)
        {
            _candidates.UnionWith(layout.AllObjects());
        }
    }

    private long ReadGeneration()
    {
        using ClaimLockHold hold = claims.Take();
        return hold.ReadGeneration();
    }

    private void KeepReferenced()
    {
        foreach (string index in Directory.EnumerateFiles(layout.Layers).Where(_seen.Add))
        {
            foreach (StoredObject stored in References(index))
            {
                _candidates.Remove(stored.Digest);
            }
        }
    }

    /// <summary>What another layer refers to: nothing when it is being removed too, or when its damage has lost its references already.</summary>
    internal static IReadOnlyList<StoredObject> References(string index)
    {
        try
        {
            return IndexFile.ReadObjects(index);
        }
        catch (Exception e) when (e is FileNotFoundException or InvalidDataException)
        {
            return [];
        }
    }

    // Another removal may take the same object out at the same time.
    private static void TryMove(string path, string target)
    {
        try
        {
            File.Move(path, target, overwrite: true);
        }
        catch (FileNotFoundException)
        {
            // Gone is what it should be.
        }
    }
}
