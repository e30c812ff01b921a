using LayerKit.Drivers.Linux;
using LayerKit.Errors;

namespace LayerKit.Drivers.Tree;

/// <summary>Applies the entries of one layer to a directory that holds a copy of its parent, or to an empty one.</summary>
/// <remarks>
/// <para>Invariant: nothing outside the root is touched. Parents are opened with RESOLVE_IN_ROOT, and the last part of a path is only ever used
/// with calls that do not follow it.</para>
/// <para>Invariant: process-wide state (umask, working directory, root directory) is neither changed nor relied on.</para>
/// </remarks>
internal abstract partial class TreeWriter : ITreeWriter
{
    private const int NewFileMode = 0x180;
    protected const int NewDirectoryMode = 0x1C0;
    private const int ImpliedMode = 0x1ED;

    private readonly XattrNames _names;

    /// <summary>Starts on a directory.</summary>
    /// <param name="directories">The directory and those below it; disposed with this.</param>
    /// <param name="deviations">Takes what cannot be done.</param>
    /// <param name="names">How names of attributes are kept there.</param>
    protected TreeWriter(DirectoryCache directories, DeviationLog deviations, XattrNames names)
    {
        Directories = directories;
        Deviations = deviations;
        Metadata = new NodeMetadata(names);
        _names = names;
    }

    protected DirectoryCache Directories { get; }

    protected DeferredDirectories Deferred { get; } = new();

    protected DeviationLog Deviations { get; }

    private NodeMetadata Metadata { get; }

    /// <summary>Adds one entry; it replaces what is there, except that a directory merges with a directory.</summary>
    public void Add(in LayerEntry entry, LayerPayload payload)
    {
        if (entry.Path.IsEmpty)
        {
            AddRoot(entry);
            return;
        }

        ThrowIfMisread(entry);
        if (entry.Type == LayerEntryType.HardLink)
        {
            BringLinkTarget(entry.LinkTarget);
        }

        CachedDirectory parent = Directory(CleanPath.Parent(entry.Path));
        ReadOnlySpan<byte> name = CleanPath.Name(entry.Path);
        Deferred.Touch(parent);
        OnEntry(parent, name, entry.Type);
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

    /// <summary>Hides what lower layers have at a path. What is not there is not an error.</summary>
    public abstract void Whiteout(ReadOnlySpan<byte> path);

    /// <summary>Hides all that lower layers have in a directory.</summary>
    public abstract void Opaque(ReadOnlySpan<byte> path);

    /// <summary>Gives directories their modes and times. Nothing may be added afterwards.</summary>
    public void Finish() => Deferred.Apply(Directories.Root.Handle);

    public virtual void Dispose() => Directories.Dispose();

    /// <summary>Told of each entry but the root's before it is made.</summary>
    protected abstract void OnEntry(CachedDirectory parent, ReadOnlySpan<byte> name, LayerEntryType type);

    /// <summary>Told of each directory that an entry describes.</summary>
    protected virtual void OnNamed(ulong inode)
    {
    }

    /// <summary>Told of each directory that was made where something else was.</summary>
    protected virtual void OnInstead(CachedDirectory parent, ReadOnlySpan<byte> name)
    {
    }

    /// <summary>Told of each name at which there is nothing now because an entry could only be recorded.</summary>
    protected virtual void OnAbsent(CachedDirectory parent, ReadOnlySpan<byte> name)
    {
    }

    /// <summary>Told of each directory that goes.</summary>
    protected virtual void OnRemoved(ulong inode) => Deferred.Forget(inode);

    /// <summary>Sees to it that the target of a hard link is where a link can be made to it.</summary>
    protected virtual void BringLinkTarget(ReadOnlySpan<byte> path)
    {
    }

    /// <summary>Refuses what would mean something else where it is made.</summary>
    protected virtual void ThrowIfMisread(in LayerEntry entry)
    {
    }

    /// <summary>Opens a directory, making those of its parents that are not there.</summary>
    protected abstract CachedDirectory Directory(ReadOnlySpan<byte> path);

    /// <summary>Opens the directory that the target of a hard link is in; false when there is no such target.</summary>
    protected abstract bool TryFindLinkTarget(ReadOnlySpan<byte> path, out CachedDirectory from);

    private void AddRoot(in LayerEntry entry)
    {
        if (entry.Type != LayerEntryType.Directory)
        {
            throw new UnsafeTarEntryException(".", $"it would replace the root of the layer by a {entry.Type}");
        }

        CachedDirectory root = Directories.Root;
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
        bool whole = Metadata.SetOwnerAndXattrs(handle, parent, entry);
        NativeException.Check(SysStat.Status(handle, out FileStatus status), "statx", entry.Path);
        Directories.Refresh(status.Inode);
        OnNamed(status.Inode);
        int mode = Metadata.UsableMode(entry);
        Deferred.Set(status.Inode, path, mode, entry.ModifiedTime);
        Note(whole && mode == entry.Mode, path, entry);
    }

    /// <summary>Removes attributes that a directory of a lower layer has and its new entry has not.</summary>
    protected void DropXattrs(int parent, ReadOnlySpan<byte> name, in LayerEntry entry)
    {
        foreach (Xattr xattr in XattrReader.Read(parent, name))
        {
            bool stays = !_names.TryShow(xattr.Name, out ReadOnlyMemory<byte> shown) || shown.Span.SequenceEqual("security.selinux"u8);
            for (int i = 0; i < entry.Xattrs?.Count && !stays; i++)
            {
                stays = entry.Xattrs[i].Name.Span.SequenceEqual(shown.Span);
            }

            if (!stays)
            {
                NativeException.Check(SysXattr.RemoveOfPath(ProcPath.Of(parent, name), xattr.Name.Span), "lremovexattr", entry.Path);
            }
        }
    }

    // A file or a dangling link in the way is replaced: a layer that names something below it means a directory.
    protected void MakeImplied(ReadOnlySpan<byte> path)
    {
        CachedDirectory parent = Directory(CleanPath.Parent(path));
        ReadOnlySpan<byte> name = CleanPath.Name(path);
        Deferred.Touch(parent);
        int made = SysStat.MakeDirectoryAt(parent.Handle, name, NewDirectoryMode);
        made = made == -Errno.EEXIST ? MakeDirectoryInstead(parent, name) : made;
        NativeException.Check(made, "mkdirat", path);
        NodeMetadata.DropInherited(parent, name);
        int handle = OpenDirectory(parent.Handle, name, path);
        SetImplied(handle, CleanPath.Join(parent.Path, name));
        Unistd.Close(handle);
    }

    protected void SetImplied(int handle, ReadOnlySpan<byte> path)
    {
        bool owned = NodeMetadata.Allowed(Unistd.SetOwner(handle, 0, 0), "fchown", path);
        NativeException.Check(SysStat.SetMode(handle, ImpliedMode), "fchmod", path);
        NativeException.Check(SysStat.Status(handle, out FileStatus status), "statx", path);
        Deferred.Set(status.Inode, path, ImpliedMode, status.ModifiedTime);
        LayerEntry implied = new() { Type = LayerEntryType.Directory, Mode = ImpliedMode, ModifiedTime = status.ModifiedTime };
        Note(owned, path, implied);
    }

    private int MakeDirectoryInstead(CachedDirectory parent, ReadOnlySpan<byte> name)
    {
        Replace(parent, name);
        int made = SysStat.MakeDirectoryAt(parent.Handle, name, NewDirectoryMode);
        if (made >= 0)
        {
            OnInstead(parent, name);
        }

        return made;
    }

    protected static int OpenDirectory(int parent, ReadOnlySpan<byte> name, ReadOnlySpan<byte> path) =>
        NativeException.Check(Fcntl.OpenAt(parent, name, Fcntl.ReadOnly | Fcntl.Directory | Fcntl.NoFollow), "openat", path);

    protected static bool TryStatus(CachedDirectory parent, ReadOnlySpan<byte> name, out FileStatus status)
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

        TreeRemover.Remove(parent.Handle, name, OnRemoved);
        Deviations.ForgetTree(CleanPath.Join(parent.Path, name));
        if (status.IsDirectory || status.IsSymlink)
        {
            Directories.Invalidate();
        }
    }

    /// <summary>Keeps the entry on record when it could not be made whole, and drops an older record when it could.</summary>
    private void Note(bool whole, ReadOnlySpan<byte> path, in LayerEntry entry, bool isAbsent = false)
    {
        if (whole)
        {
            Deviations.Forget(path);
            return;
        }

        Deviations.Record(Deviation.Of(entry, path, isAbsent));
    }
}
