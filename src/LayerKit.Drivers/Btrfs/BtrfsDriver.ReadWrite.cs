using LayerKit.Drivers.Tree;
using LayerKit.Identity;

namespace LayerKit.Drivers.Btrfs;

/// <content>RW layers, which are subvolumes like any other, and views of committed ones.</content>
public sealed partial class BtrfsDriver
{
    /// <summary>Takes <c>size</c>, which limits all that the layer refers to, its parent's files included, by a quota group.</summary>
    /// <inheritdoc/>
    public void CreateReadWrite(CacheId id, CacheId? parent, ReadWriteOptions options, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(options);
        BtrfsQuota quota = BtrfsQuota.Read(options, _options.MinSpace);
        ThrowIfTaken(id);
        if (quota.Limit is not null)
        {
            // Before the snapshot: what a subvolume refers to is counted from the moment that it is made.
            quota.Enable(_layout.Root);
        }

        DeviationLog deviations = Stage(id, parent, token);
        try
        {
            quota.Apply(_layout.Staging(id), _layout.Quota(id));
        }
        catch
        {
            File.Delete(_layout.Quota(id));
            RemoveStaging(id);
            throw;
        }

        Publish(id, deviations);
    }

    /// <summary>The layer's own subvolume, which is always there.</summary>
    /// <inheritdoc/>
    public string Mount(CacheId id, string? label) => Committed(id).Root;

    /// <summary>A read-only snapshot of the layer.</summary>
    /// <inheritdoc/>
    public string MountReadOnly(CacheId id, string? label)
    {
        string layer = Committed(id).Root;
        string view = _layout.View(id);
        if (!Directory.Exists(view))
        {
            Subvolume.Snapshot(layer, view, readOnly: true);
        }

        return view;
    }

    /// <summary>Removes the snapshot of a committed layer; for an RW layer there is nothing to do.</summary>
    public void Unmount(CacheId id) => Subvolume.Remove(_layout.View(id), CancellationToken.None);

    /// <inheritdoc/>
    public ILayerWriter ApplyDiff(CacheId id, CancellationToken token)
    {
        RecordedTree tree = Committed(id);
        return new ReadWriteWriter(_engine.Write(tree.Root, hasLower: true, tree.Deviations), tree.Deviations, _layout.Deviations(id));
    }

    /// <summary>Nothing to do: a committed layer is the same on disk. A limit of its size stays.</summary>
    /// <inheritdoc/>
    public void Seal(CacheId id, CacheId? parent, CancellationToken token) => Committed(id);

    /// <summary>Makes a snapshot.</summary>
    /// <inheritdoc/>
    public void Clone(CacheId id, CacheId source, CacheId? parent, CancellationToken token) => Publish(id, Stage(id, source, token));
}
