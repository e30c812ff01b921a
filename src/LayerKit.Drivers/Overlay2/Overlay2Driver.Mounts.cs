using LayerKit.Drivers.Linux;
using LayerKit.Drivers.Tree;
using LayerKit.Identity;

namespace LayerKit.Drivers.Overlay2;

/// <content>Mounts that others see. What is mounted is what the kernel says, whoever mounted it and whatever has become of them.</content>
public sealed partial class Overlay2Driver
{
    /// <summary>Mounts an RW layer, undoing <see cref="Seal"/>. One that is on no other layer is its own directory, without a mount.</summary>
    /// <inheritdoc/>
    public string Mount(CacheId id, string? label)
    {
        ThrowIfAbsent(id);
        if (IsCommitted(id))
        {
            return MountReadOnly(id, label);
        }

        File.Delete(_layout.Committed(id));
        OverlayStack stack = WritableOf(id);
        return stack.Lowers.Count == 0 ? _layout.Diff(id) : Attach(id, stack, label);
    }

    /// <inheritdoc/>
    public string MountReadOnly(CacheId id, string? label)
    {
        ThrowIfAbsent(id);
        return Attach(id, ViewOf(id), label);
    }

    /// <summary>Takes the mount off, also one that is in use: what is open in it stays usable. With the directory gone it ends in other mount namespaces too.</summary>
    public void Unmount(CacheId id)
    {
        byte[] merged = Bytes(_layout.Merged(id));
        while (IsMounted(merged))
        {
            NativeException.Check(SysMount.Unmount(merged), "umount2", merged);
        }

        int removed = Unistd.RemoveDirectoryAt(Libc.CurrentDirectory, merged);
        if (removed != -Errno.ENOENT)
        {
            NativeException.Check(removed, "rmdir", merged);
        }
    }

    private static bool IsMounted(byte[] path) =>
        SysStat.StatusAt(Libc.CurrentDirectory, path, out FileStatus status) >= 0 && status.IsMountRoot;

    private string Attach(CacheId id, OverlayStack stack, string? label)
    {
        string merged = _layout.Merged(id);
        if (!IsMounted(Bytes(merged)))
        {
            PrivateDirectory.Create(merged);
            _mounter.Attach(stack, merged, label);
        }

        return merged;
    }

    private OverlayStack WritableOf(CacheId id) => new(id.ToString(), [.. LowersOf(id).Select(_layout.Diff)], _layout.Diff(id), _layout.Work(id));

    private OverlayStack ViewOf(CacheId id) => new(id.ToString(), [_layout.Diff(id), .. LowersOf(id).Select(_layout.Diff)]);
}
