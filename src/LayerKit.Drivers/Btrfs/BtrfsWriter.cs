using LayerKit.Drivers.Tree;
using LayerKit.Identity;

namespace LayerKit.Drivers.Btrfs;

/// <summary>One new layer in the staging area.</summary>
internal sealed class BtrfsWriter(BtrfsDriver driver, CacheId id, ITreeWriter tree, DeviationLog deviations) : ILayerWriter
{
    private bool _isDone;

    public void Add(in LayerEntry entry, LayerPayload payload) => tree.Add(entry, payload);

    public void Whiteout(ReadOnlySpan<byte> path) => tree.Whiteout(path);

    public void Opaque(ReadOnlySpan<byte> path) => tree.Opaque(path);

    public void Commit()
    {
        tree.Finish();
        driver.Publish(id, deviations);
        _isDone = true;
    }

    public void Dispose()
    {
        tree.Dispose();
        if (!_isDone)
        {
            _isDone = true;
            driver.RemoveStaging(id);
        }
    }
}
