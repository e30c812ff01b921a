using LayerKit.Drivers.Tree;
using LayerKit.Identity;

namespace LayerKit.Drivers.Btrfs;

/// <content>How a layer comes to be.</content>
public sealed partial class BtrfsDriver
{
    /// <summary>Makes a layer visible that was staged. The record goes first: it means nothing without its layer.</summary>
    private void Publish(CacheId id, DeviationLog deviations)
    {
        try
        {
            DeviationFile.Write(_layout.Deviations(id), deviations);
            Directory.Move(_layout.Staging(id), _layout.Layer(id));
        }
        catch
        {
            File.Delete(_layout.Deviations(id));
            File.Delete(_layout.Quota(id));
            RemoveStaging(id);
            throw;
        }
    }

    private void RemoveStaging(CacheId id) => Subvolume.Remove(_layout.Staging(id), CancellationToken.None);

    /// <summary>Starts a layer as a snapshot of its parent, or empty, with what is on record for the parent.</summary>
    private DeviationLog Stage(CacheId id, CacheId? parent, CancellationToken token)
    {
        ThrowIfTaken(id);
        token.ThrowIfCancellationRequested();
        RecordedTree? lower = parent is { } older ? Committed(older) : null;
        string staging = _layout.Staging(id);
        try
        {
            RemoveStaging(id);
            if (lower is null)
            {
                Subvolume.Create(staging);
            }
            else
            {
                Subvolume.Snapshot(lower.Root, staging);
            }
        }
        catch
        {
            RemoveStaging(id);
            throw;
        }

        return lower?.Deviations ?? new DeviationLog();
    }

    private void ThrowIfTaken(CacheId id)
    {
        if (Directory.Exists(_layout.Layer(id)))
        {
            throw new IOException($"btrfs has a layer {id} already; remove it first");
        }
    }

    private RecordedTree Committed(CacheId id)
    {
        string root = _layout.Layer(id);
        return Directory.Exists(root)
            ? new RecordedTree(root, DeviationFile.Read(_layout.Deviations(id)))
            : throw new DirectoryNotFoundException($"btrfs has no layer {id} in {_layout.Layers}");
    }
}
