using LayerKit.Drivers.Linux;
using LayerKit.Errors;

namespace LayerKit.Drivers.Tree;

/// <summary>Gives a new file what its entry says: owner, then attributes, then mode, then time, because each clears some of the next.</summary>
/// <remarks>Each method answers whether all of it could be done; what our rights or the file system forbid is no error.</remarks>
internal sealed class NodeMetadata(XattrNames names)
{
    private const int SetIdBits = 0xC00;
    private const int FileAccess = 0x180;
    private const int DirectoryAccess = 0x1C0;

    private readonly uint _userId = Unistd.EffectiveUserId;
    private readonly uint _groupId = Unistd.EffectiveGroupId;

    /// <summary>The attribute that gives access control lists to what is made in a directory.</summary>
    public static ReadOnlySpan<byte> DefaultAcl => "system.posix_acl_default"u8;

    /// <summary>Takes off the access control lists that a new file has from its directory.</summary>
    public static void DropInherited(CachedDirectory parent, ReadOnlySpan<byte> name)
    {
        if (!parent.HasDefaultAcl)
        {
            return;
        }

        byte[] path = ProcPath.Of(parent.Handle, name);
        foreach (Xattr xattr in XattrReader.Read(parent.Handle, name))
        {
            if (xattr.Name.Span.StartsWith("system.posix_acl_"u8))
            {
                NativeException.Check(SysXattr.RemoveOfPath(path, xattr.Name.Span), "lremovexattr", name);
            }
        }
    }

    /// <summary>Sets owner and attributes of an open file or directory.</summary>
    /// <param name="file">The file.</param>
    /// <param name="parent">Where it was just made; null when it is older and may belong to anybody.</param>
    /// <param name="entry">What it shall have.</param>
    public bool SetOwnerAndXattrs(int file, CachedDirectory? parent, in LayerEntry entry)
    {
        bool whole = HasOwner(parent, entry)
            || AllowedOwner(Unistd.SetOwner(file, OwnerId(entry.UserId, entry), OwnerId(entry.GroupId, entry)), "fchown", entry.Path);
        for (int i = 0; i < entry.Xattrs?.Count; i++)
        {
            whole &= AllowedXattr(SysXattr.Set(file, names.Stored(entry.Xattrs[i].Name.Span), entry.Xattrs[i].Value.Span), "fsetxattr", entry.Path);
        }

        return whole;
    }

    /// <summary>The mode that a file can have here; as another user than root we keep access for ourselves and set no ids.</summary>
    public int UsableMode(in LayerEntry entry) => UsableMode(entry.Mode, entry.Type == LayerEntryType.Directory);

    /// <inheritdoc cref="UsableMode(in LayerEntry)"/>
    public int UsableMode(int mode, bool isDirectory) =>
        _userId == 0 ? mode : (mode & ~SetIdBits) | (isDirectory ? DirectoryAccess : FileAccess);

    /// <summary>Sets everything of a link, a device or a named pipe by its name, without following it.</summary>
    public bool SetAll(CachedDirectory parent, ReadOnlySpan<byte> name, in LayerEntry entry)
    {
        bool whole = HasOwner(parent, entry)
            || AllowedOwner(Unistd.SetOwnerAt(parent.Handle, name, OwnerId(entry.UserId, entry), OwnerId(entry.GroupId, entry)), "fchownat", entry.Path);
        if (entry.HasXattrs)
        {
            byte[] path = ProcPath.Of(parent.Handle, name);
            for (int i = 0; i < entry.Xattrs!.Count; i++)
            {
                whole &= AllowedXattr(SysXattr.SetOfPath(path, names.Stored(entry.Xattrs[i].Name.Span), entry.Xattrs[i].Value.Span), "lsetxattr", entry.Path);
            }
        }

        if (entry.Type != LayerEntryType.SymbolicLink)
        {
            SetModeByName(parent.Handle, name, entry.Mode);
        }

        NativeException.Check(SysStat.SetTimeAt(parent.Handle, name, entry.ModifiedTime), "utimensat", entry.Path);
        return whole;
    }

    /// <summary>True when a call worked, false when we may not do it, an error otherwise.</summary>
    public static bool Allowed(int result, string call, ReadOnlySpan<byte> path) => result != -Errno.EPERM && NativeException.Check(result, call, path) >= 0;

    // EINVAL: the user namespace we are in has no such id.
    private static bool AllowedOwner(int result, string call, ReadOnlySpan<byte> path) => result != -Errno.EINVAL && Allowed(result, call, path);

    private static bool AllowedXattr(int result, string call, ReadOnlySpan<byte> path) => result != -Errno.EOPNOTSUPP && Allowed(result, call, path);

    // A new file belongs to us, and to the group of its directory if that is setgid or mounted so; when both groups are ours there is no doubt.
    private bool HasOwner(CachedDirectory? parent, in LayerEntry entry) =>
        entry.UserId == _userId && entry.GroupId == _groupId && parent?.Status.GroupId == _groupId;

    private static uint OwnerId(long id, in LayerEntry entry) =>
        id is >= 0 and < uint.MaxValue ? (uint)id : throw new UnsupportedTarEntryException(EntryText.Of(entry.Path), $"Linux has no owner {id}");

    // There is no chmod that never follows links on all kernels; a handle opened for the path alone cannot be swapped.
    public static void SetModeByName(int directory, ReadOnlySpan<byte> name, int mode)
    {
        int handle = NativeException.Check(Fcntl.OpenAt(directory, name, Fcntl.PathOnly | Fcntl.NoFollow), "openat", name);
        int result = SysStat.SetModeOfPath(ProcPath.Of(handle), mode);
        Unistd.Close(handle);
        NativeException.Check(result, "fchmodat", name);
    }
}
