using LayerKit.Drivers.Linux;
using LayerKit.Drivers.Tree;

namespace LayerKit.Drivers.Overlay2;

/// <content>Whiteouts, which act on what lower layers have and never on entries of this layer, before or after.</content>
internal sealed partial class OverlayTreeWriter
{
    /// <inheritdoc/>
    public override void Whiteout(ReadOnlySpan<byte> path)
    {
        if (_lower is not null && !path.IsEmpty && TryResolve(CleanPath.Parent(path), out byte[] parent))
        {
            Hide(parent, CleanPath.Name(path));
            Invalidate();
        }
    }

    /// <inheritdoc/>
    public override void Opaque(ReadOnlySpan<byte> path)
    {
        if (_lower is null || !TryResolve(path, out byte[] real))
        {
            return;
        }

        if (real.Length == 0)
        {
            // The kernel merges the roots of all layers whatever their attributes say.
            Dirent.ReadAll(_lower.Root.Handle, path).ForEach(item => Hide([], item.Name));
        }
        else
        {
            HideContents(real);
        }

        Deviations.ForgetInherited(real, andItself: false);
        Invalidate();
    }

    private void HideContents(byte[] path)
    {
        CachedDirectory directory = Bring(path);
        Deferred.Touch(directory);
        StripContents(directory.Handle, path);
        bool hasLower = OpenLower(path) is not null;
        _severed.Add(Key(path));
        if (hasLower)
        {
            Directories.Find(path, out directory);
            SetOpaque(directory, "."u8, path);
        }
    }

    /// <summary>Hides what lower layers have at a name of a real directory.</summary>
    private void Hide(byte[] parent, ReadOnlySpan<byte> name)
    {
        byte[] path = CleanPath.Join(parent, name);
        bool hasLower = LowerHas(parent, name, out FileStatus lower);
        bool stays = Directories.Find(parent, out CachedDirectory here) >= 0
            && TryStatus(here, name, out FileStatus status) && (status.IsWhiteout || Strip(here, name, path, status));
        _severed.Add(Key(path));
        Deviations.ForgetInherited(path, andItself: !stays || !_named.Contains(InodeOf(here, name)));
        if (!hasLower)
        {
            return;
        }

        if (!stays)
        {
            here = Bring(parent);
            Deferred.Touch(here);
            MakeWhiteout(here, name);
        }
        else if (lower.IsDirectory && TryStatus(here, name, out status) && status.IsDirectory)
        {
            SetOpaque(here, name, path);
        }
    }

    private static ulong InodeOf(CachedDirectory directory, ReadOnlySpan<byte> name) => TryStatus(directory, name, out FileStatus status) ? status.Inode : 0;

    /// <summary>Removes from a name of this layer what is there for the sake of lower layers alone; answers whether anything stays.</summary>
    private bool Strip(CachedDirectory parent, ReadOnlySpan<byte> name, byte[] path, in FileStatus status)
    {
        Deferred.Touch(parent);
        return Strip(parent.Handle, name, path, status);
    }

    private bool Strip(int parent, ReadOnlySpan<byte> name, byte[] path, in FileStatus status)
    {
        bool isOwn = status.IsDirectory ? _named.Contains(status.Inode) : !status.IsWhiteout && !_brought.Remove(Key(path));
        bool keepsOwn = status.IsDirectory && StripDirectory(parent, name, path, isOwn);
        if (isOwn || keepsOwn)
        {
            return true;
        }

        TreeRemover.Remove(parent, name, OnRemoved);
        return false;
    }

    private bool StripDirectory(int parent, ReadOnlySpan<byte> name, byte[] path, bool isOwn)
    {
        int handle = OpenDirectory(parent, name, path);
        try
        {
            bool keepsOwn = StripContents(handle, path);
            if (!isOwn && keepsOwn)
            {
                // Whiteout first would have left a directory that only this layer implies; so must whiteout last.
                DropXattrs(handle, "."u8, default);
                SetImplied(handle, path);
            }

            return keepsOwn;
        }
        finally
        {
            Unistd.Close(handle);
        }
    }

    private bool StripContents(int directory, byte[] path)
    {
        bool keepsOwn = false;
        foreach (DirectoryItem item in Dirent.ReadAll(directory, path))
        {
            byte[] at = CleanPath.Join(path, item.Name);
            NativeException.Check(SysStat.StatusAt(directory, item.Name, out FileStatus status), "statx", at);
            keepsOwn |= Strip(directory, item.Name, at, status);
        }

        return keepsOwn;
    }

    private void Invalidate()
    {
        Directories.Invalidate();
        _lastLink = null;
    }
}
