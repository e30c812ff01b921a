using LayerKit.Drivers.Tree;
using LayerKit.Identity;

namespace LayerKit.Drivers.Overlay2;

/// <content>Mounts that others see, and what is mounted.</content>
public sealed partial class Overlay2Driver
{
    /// <inheritdoc/>
    public string Mount(CacheId id, string? label)
    {
        ThrowIfAbsent(id);
        OverlayStack stack = MountOf(id);
        if (stack.Lowers.Count == 0)
        {
            return _layout.Diff(id);
        }

        string merged = _layout.Merged(id);
        _mounts.Begin(id, () => _mounter.Attach(stack, merged, label));
        return merged;
    }

    /// <inheritdoc/>
    public void Unmount(CacheId id) => _mounts.End(id);

    /// <summary>A committed layer is seen with those below it and not written to. An RW layer without any below is its own directory, without a mount.</summary>
    private OverlayStack MountOf(CacheId id) => File.Exists(_layout.Committed(id)) ? ViewOf(id) : WritableOf(id);

    private OverlayStack WritableOf(CacheId id) => new(id.ToString(), [.. LowersOf(id).Select(_layout.Diff)], _layout.Diff(id), _layout.Work(id));

    private OverlayStack ViewOf(CacheId id) => new(id.ToString(), [_layout.Diff(id), .. LowersOf(id).Select(_layout.Diff)]);
}
