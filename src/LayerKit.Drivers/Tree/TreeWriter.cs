using LayerKit.Drivers.Linux;
using LayerKit.Errors;

namespace LayerKit.Drivers.Tree;

/// <summary>Applies the entries of one layer to a directory that holds a copy of its parent, or to an empty one.</summary>
/// <remarks>
/// <para>Invariant: nothing outside the root is touched. Parents are opened with RESOLVE_IN_ROOT, and the last part of a path is only ever used
/// with calls that do not follow it.</para>
/// <para>Invariant: process-wide state (umask, working directory, root directory) is neither changed nor relied on.</para>
/// </remarks>
internal sealed partial class TreeWriter : ITreeWriter
{
    private const int NewFileMode = 0x180;
    private const int NewDirectoryMode = 0x1C0;
    private const int ImpliedMode = 0x1ED;

    private readonly DirectoryCache _directories;
    private readonly DeferredDirectories _deferred = new();
    private readonly NodeMetadata _metadata = new();
    private readonly DeviationLog _deviations;
    private readonly OwnNames? _own;

    /// <summary>Starts on a directory.</summary>
    /// <param name="root">Its absolute path.</param>
    /// <param name="hasLower">True when it holds a copy of a parent; otherwise whiteouts have nothing to act on.</param>
    /// <param name="deviations">Takes what cannot be done.</param>
    public TreeWriter(ReadOnlySpan<byte> root, bool hasLower, DeviationLog deviations)
    {
        _directories = new DirectoryCache(root);
        _deviations = deviations;
        _own = hasLower ? new OwnNames() : null;
    }

    /// <summary>Adds one entry; it replaces what is there, except that a directory merges with a directory.</summary>
    public void Add(in LayerEntry entry, LayerPayload payload)
    {
        if (entry.Path.IsEmpty)
        {
            AddRoot(entry);
            return;
        }

        CachedDirectory parent = Directory(CleanPath.Parent(entry.Path));
        ReadOnlySpan<byte> name = CleanPath.Name(entry.Path);
        _deferred.Touch(parent);
        _own?.Add(parent.Status.Inode, name);
        switch (entry.Type)
        {
            case LayerEntryType.File:
                AddFile(parent, name, entry, payload);
                break;
            case LayerEntryType.Directory:
                AddDirectory(parent, name, entry);
                break;
            case LayerEntryType.HardLink:
                AddHardLink(parent, name, entry);
                break;
            default:
                AddSpecial(parent, name, entry);
                break;
        }
    }

    /// <summary>Gives directories their modes and times. Nothing may be added afterwards.</summary>
    public void Finish() => _deferred.Apply(_directories.Root.Handle);

    public void Dispose() => _directories.Dispose();

    private void AddRoot(in LayerEntry entry)
    {
        if (entry.Type != LayerEntryType.Directory)
        {
            throw new UnsafeTarEntryException(".", $"it would replace the root of the layer by a {entry.Type}");
        }

        CachedDirectory root = _directories.Root;
        DropXattrs(root.Handle, "."u8, entry);
        SetDirectory(root.Handle, parent: null, root.Path, entry);
        root.Refresh();
    }

    private void AddDirectory(CachedDirectory parent, ReadOnlySpan<byte> name, in LayerEntry entry)
    {
        bool merges = false;
        int made = SysStat.MakeDirectoryAt(parent.Handle, name, NewDirectoryMode);
        if (made == -Errno.EEXIST)
        {
            merges = TryStatus(parent, name, out FileStatus status) && status.IsDirectory;
            made = merges ? 0 : MakeDirectoryInstead(parent, name);
        }

        NativeException.Check(made, "mkdirat", entry.Path);
        int handle = OpenDirectory(parent.Handle, name, entry.Path);
        try
        {
            if (merges)
            {
                DropXattrs(parent.Handle, name, entry);
            }
            else
            {
                NodeMetadata.DropInherited(parent, name);
            }

            SetDirectory(handle, merges ? null : parent, CleanPath.Join(parent.Path, name), entry);
        }
        finally
        {
            Unistd.Close(handle);
        }
    }

    private void SetDirectory(int handle, CachedDirectory? parent, ReadOnlySpan<byte> path, in LayerEntry entry)
    {
        bool whole = _metadata.SetOwnerAndXattrs(handle, parent, entry);
        NativeException.Check(SysStat.Status(handle, out FileStatus status), "statx", entry.Path);
        _directories.Refresh(status.Inode);
        int mode = _metadata.UsableMode(entry);
        _deferred.Set(status.Inode, path, mode, entry.ModifiedTime);
        Note(whole && mode == entry.Mode, path, entry);
    }

    /// <summary>Removes attributes that a directory of a lower layer has and its new entry has not.</summary>
    private static void DropXattrs(int parent, ReadOnlySpan<byte> name, in LayerEntry entry)
    {
        foreach (Xattr xattr in XattrReader.Read(parent, name))
        {
            bool stays = xattr.Name.Span.SequenceEqual("security.selinux"u8);
            for (int i = 0; i < entry.Xattrs?.Count && !stays; i++)
            {
                stays = entry.Xattrs[i].Name.Span.SequenceEqual(xattr.Name.Span);
            }

            if (!stays)
            {
                NativeException.Check(SysXattr.RemoveOfPath(ProcPath.Of(parent, name), xattr.Name.Span), "lremovexattr", entry.Path);
            }
        }
    }

    /// <summary>Opens a directory, making those of its parents that no entry has made yet.</summary>
    private CachedDirectory Directory(ReadOnlySpan<byte> path)
    {
        int result = _directories.Find(path, out CachedDirectory directory);
        if (result is -Errno.ENOENT or -Errno.ENOTDIR or -Errno.ELOOP)
        {
            MakeImplied(path);
            result = _directories.Find(path, out directory);
        }

        NativeException.Check(result, "openat2", path);
        return directory;
    }

    // A file or a dangling link in the way is replaced: a layer that names something below it means a directory.
    private void MakeImplied(ReadOnlySpan<byte> path)
    {
        CachedDirectory parent = Directory(CleanPath.Parent(path));
        ReadOnlySpan<byte> name = CleanPath.Name(path);
        _deferred.Touch(parent);
        int made = SysStat.MakeDirectoryAt(parent.Handle, name, NewDirectoryMode);
        made = made == -Errno.EEXIST ? MakeDirectoryInstead(parent, name) : made;
        NativeException.Check(made, "mkdirat", path);
        NodeMetadata.DropInherited(parent, name);
        int handle = OpenDirectory(parent.Handle, name, path);
        SetImplied(handle, CleanPath.Join(parent.Path, name));
        Unistd.Close(handle);
    }

    private void SetImplied(int handle, ReadOnlySpan<byte> path)
    {
        bool owned = NodeMetadata.Allowed(Unistd.SetOwner(handle, 0, 0), "fchown", path);
        NativeException.Check(SysStat.SetMode(handle, ImpliedMode), "fchmod", path);
        NativeException.Check(SysStat.Status(handle, out FileStatus status), "statx", path);
        _deferred.Set(status.Inode, path, ImpliedMode, status.ModifiedTime);
        LayerEntry implied = new() { Type = LayerEntryType.Directory, Mode = ImpliedMode, ModifiedTime = status.ModifiedTime };
        Note(owned, path, implied);
    }

    private int MakeDirectoryInstead(CachedDirectory parent, ReadOnlySpan<byte> name)
    {
        Replace(parent, name);
        return SysStat.MakeDirectoryAt(parent.Handle, name, NewDirectoryMode);
    }

    private static int OpenDirectory(int parent, ReadOnlySpan<byte> name, ReadOnlySpan<byte> path) =>
        NativeException.Check(Fcntl.OpenAt(parent, name, Fcntl.ReadOnly | Fcntl.Directory | Fcntl.NoFollow), "openat", path);

    private static bool TryStatus(CachedDirectory parent, ReadOnlySpan<byte> name, out FileStatus status)
    {
        int result = SysStat.StatusAt(parent.Handle, name, out status);
        return result != -Errno.ENOENT && NativeException.Check(result, "statx", name) >= 0;
    }

    /// <summary>Removes what is at a name so that something else can be made there.</summary>
    private void Replace(CachedDirectory parent, ReadOnlySpan<byte> name)
    {
        if (!TryStatus(parent, name, out FileStatus status))
        {
            return;
        }

        TreeRemover.Remove(parent.Handle, name, _deferred.Forget);
        _deviations.ForgetTree(CleanPath.Join(parent.Path, name));
        if (status.IsDirectory || status.IsSymlink)
        {
            _directories.Invalidate();
        }
    }

    /// <summary>Keeps the entry on record when it could not be made whole, and drops an older record when it could.</summary>
    private void Note(bool whole, ReadOnlySpan<byte> path, in LayerEntry entry, bool isAbsent = false)
    {
        if (whole)
        {
            _deviations.Forget(path);
            return;
        }

        _deviations.Record(Deviation.Of(entry, path, isAbsent));
    }
}
