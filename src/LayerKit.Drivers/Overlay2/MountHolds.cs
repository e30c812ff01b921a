using System.Text;
using LayerKit.Drivers.Linux;
using LayerKit.Drivers.Tree;
using LayerKit.Identity;

namespace LayerKit.Drivers.Overlay2;

/// <summary>Who has what mounted, over all processes: a shared lock for each, which the kernel gives back when a process ends. The last one unmounts.</summary>
/// <remarks>
/// Invariant: what is mounted is what the kernel says, and the locks say for whom. A mount that a dead process left is taken over by the next who wants it
/// and ended by the next who does not. Mounts that have no file here are somebody else's, such as dockerd's, and are left alone.
/// </remarks>
internal sealed class MountHolds(Overlay2Layout layout) : IDisposable
{
    private readonly Dictionary<CacheId, int> _held = [];
    private readonly Lock _gate = new();

    /// <summary>Mounts unless it is mounted already, and holds the mount.</summary>
    public void Begin(CacheId id, Action mount)
    {
        PrivateDirectory.Create(layout.Mounts(id));
        using FileHold? guard = FileHold.TryTake(GuardOf(id));
        lock (_gate)
        {
            if (_held.ContainsKey(id) && IsMounted(id))
            {
                return;
            }
        }

        int users = OpenUsers(id);
        try
        {
            NativeException.Check(SysFile.LockShared(users), "flock", Bytes(layout.Mounts(id)));
            if (!IsMounted(id))
            {
                PrivateDirectory.Create(layout.Merged(id));
                mount();
            }
        }
        catch
        {
            Unistd.Close(users);
            throw;
        }

        Keep(id, users);
    }

    /// <summary>Gives up this process's hold and unmounts when nobody else has one.</summary>
    public void End(CacheId id)
    {
        using FileHold? guard = FileHold.TryTake(GuardOf(id));
        if (guard is null)
        {
            return;
        }

        int users = Release(id) ?? OpenUsers(id);
        try
        {
            if (SysFile.TryLock(users) >= 0)
            {
                Unmount(id);
            }
        }
        finally
        {
            Unistd.Close(users);
        }
    }

    /// <summary>Unmounts what processes that are gone have left mounted.</summary>
    public void Reconcile()
    {
        foreach (string directory in Directory.EnumerateDirectories(layout.MountArea))
        {
            if (CacheId.TryParse(Path.GetFileName(directory), out CacheId id) && IsMounted(id) && !IsHeld(id))
            {
                End(id);
            }
        }
    }

    public void Dispose()
    {
        CacheId[] held;
        lock (_gate)
        {
            held = [.. _held.Keys];
        }

        Array.ForEach(held, End);
    }

    private static byte[] Bytes(string path) => Encoding.UTF8.GetBytes(path);

    private bool IsHeld(CacheId id)
    {
        lock (_gate)
        {
            return _held.ContainsKey(id);
        }
    }

    private void Keep(CacheId id, int users)
    {
        lock (_gate)
        {
            if (_held.Remove(id, out int older))
            {
                Unistd.Close(older);
            }

            _held.Add(id, users);
        }
    }

    private int? Release(CacheId id)
    {
        lock (_gate)
        {
            return _held.Remove(id, out int users) ? users : null;
        }
    }

    private string GuardOf(CacheId id) => Path.Combine(layout.Mounts(id), "guard");

    private int OpenUsers(CacheId id)
    {
        byte[] path = Bytes(Path.Combine(layout.Mounts(id), "users"));
        return NativeException.Check(Fcntl.OpenAt(Libc.CurrentDirectory, path, Fcntl.ReadWrite | Fcntl.Create, FileHold.Mode), "open", path);
    }

    private bool IsMounted(CacheId id) =>
        SysStat.StatusAt(Libc.CurrentDirectory, Bytes(layout.Merged(id)), out FileStatus status) >= 0 && status.IsMountRoot;

    /// <summary>Takes the mount off and its directory away, which ends it in other mount namespaces too.</summary>
    private void Unmount(CacheId id)
    {
        byte[] merged = Bytes(layout.Merged(id));
        while (IsMounted(id))
        {
            NativeException.Check(SysMount.Unmount(merged), "umount2", merged);
        }

        int removed = Unistd.RemoveDirectoryAt(Libc.CurrentDirectory, merged);
        if (removed != -Errno.ENOENT)
        {
            NativeException.Check(removed, "rmdir", merged);
        }
    }
}
