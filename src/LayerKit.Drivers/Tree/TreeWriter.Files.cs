using LayerKit.Drivers.Linux;
using LayerKit.Errors;

namespace LayerKit.Drivers.Tree;

/// <content>Everything that is not a directory.</content>
internal abstract partial class TreeWriter
{
    private void AddFile(CachedDirectory parent, ReadOnlySpan<byte> name, in LayerEntry entry, LayerPayload payload)
    {
        StagedPayload? staged = payload as StagedPayload;
        int file = staged?.MoveTo(parent, name) ?? CreateFile(parent, name);
        if (file == -Errno.EEXIST)
        {
            Replace(parent, name);
            file = staged?.MoveTo(parent, name) ?? CreateFile(parent, name);
        }

        NativeException.Check(file, "openat", entry.Path);
        try
        {
            if (staged is null)
            {
                WritePayload(file, payload, entry.Path);
            }

            NodeMetadata.DropInherited(parent, name);
            bool whole = Metadata.SetOwnerAndXattrs(file, parent, entry);
            int mode = Metadata.UsableMode(entry);
            if (mode != NewFileMode || entry.HasXattrs || parent.HasDefaultAcl)
            {
                NativeException.Check(SysStat.SetMode(file, mode), "fchmod", entry.Path);
            }

            NativeException.Check(SysStat.SetTime(file, entry.ModifiedTime), "futimens", entry.Path);
            NoteAt(whole && mode == entry.Mode, parent, name, entry);
        }
        finally
        {
            Unistd.Close(file);
        }
    }

    private static int CreateFile(CachedDirectory parent, ReadOnlySpan<byte> name) =>
        Fcntl.OpenAt(parent.Handle, name, Fcntl.WriteOnly | Fcntl.Create | Fcntl.Exclusive | Fcntl.NoFollow, NewFileMode);

    /// <summary>Writes the content of an empty file.</summary>
    internal static void WritePayload(int file, LayerPayload payload, ReadOnlySpan<byte> path)
    {
        if (payload is FilePayload source)
        {
            source.CopyInto(file, path);
            return;
        }

        IReadOnlyList<LayerExtent> extents = payload.Extents;
        long end = 0;
        for (int i = 0; i < extents.Count; i++)
        {
            long position = extents[i].Offset;
            end = position + extents[i].Length;
            while (position < end)
            {
                ReadOnlySpan<byte> piece = payload.NextPiece();
                if (piece.IsEmpty)
                {
                    throw new UnsupportedTarEntryException(EntryText.Of(path), "its content is shorter than its header says");
                }

                NativeException.Check(Unistd.WriteAll(file, piece, position), "pwrite", path);
                position += piece.Length;
            }
        }

        if (end < payload.Length)
        {
            NativeException.Check(Unistd.SetLength(file, payload.Length), "ftruncate", path);
        }
    }

    private void AddSpecial(CachedDirectory parent, ReadOnlySpan<byte> name, in LayerEntry entry)
    {
        int made = MakeSpecial(parent, name, entry);
        if (made == -Errno.EEXIST)
        {
            Replace(parent, name);
            made = MakeSpecial(parent, name, entry);
        }

        if (entry.Type != LayerEntryType.SymbolicLink && !NodeMetadata.Allowed(made, "mknodat", entry.Path))
        {
            // mknod asks for rights before it looks at the name.
            Replace(parent, name);
            OnAbsent(parent, name);
            Note(whole: false, CleanPath.Join(parent.Path, name), entry, isAbsent: true);
            return;
        }

        NativeException.Check(made, "symlinkat", entry.Path);
        NodeMetadata.DropInherited(parent, name);
        NoteAt(Metadata.SetAll(parent, name, entry), parent, name, entry);
    }

    private static int MakeSpecial(CachedDirectory parent, ReadOnlySpan<byte> name, in LayerEntry entry) => entry.Type switch
    {
        LayerEntryType.SymbolicLink => Unistd.SymlinkAt(entry.LinkTarget, parent.Handle, name),
        LayerEntryType.CharacterDevice => MakeNode(parent, name, SysStat.TypeCharacter, entry),
        LayerEntryType.BlockDevice => MakeNode(parent, name, SysStat.TypeBlock, entry),
        _ => MakeNode(parent, name, SysStat.TypeFifo, entry),
    };

    private static int MakeNode(CachedDirectory parent, ReadOnlySpan<byte> name, int type, in LayerEntry entry) =>
        SysStat.MakeNodeAt(parent.Handle, name, type | NewFileMode, entry.DeviceMajor, entry.DeviceMinor);

    /// <summary>Makes a further name. Owner, mode and time belong to the file, and its own entry has set them.</summary>
    private void AddHardLink(CachedDirectory parent, ReadOnlySpan<byte> name, in LayerEntry entry)
    {
        if (entry.LinkTarget.IsEmpty || !TryFindLinkTarget(entry.LinkTarget, out CachedDirectory from))
        {
            throw MissingTarget(entry);
        }

        ReadOnlySpan<byte> target = CleanPath.Name(entry.LinkTarget);
        byte[] path = CleanPath.Join(parent.Path, name);
        Deviations.TryFind(CleanPath.Join(from.Path, target), out Deviation? deviation);
        if (deviation is not { IsAbsent: true })
        {
            Link(parent, name, from, target, entry);
        }
        else
        {
            Replace(parent, name);
            OnAbsent(parent, name);
        }

        if (deviation is null)
        {
            Deviations.Forget(path);
            return;
        }

        Deviations.Record(deviation.At(path));
    }

    private void Link(CachedDirectory parent, ReadOnlySpan<byte> name, CachedDirectory from, ReadOnlySpan<byte> target, in LayerEntry entry)
    {
        int made = Unistd.LinkAt(from.Handle, target, parent.Handle, name);
        if (made == -Errno.EEXIST)
        {
            if (TryStatus(from, target, out FileStatus source) && TryStatus(parent, name, out FileStatus present) && source.Inode == present.Inode)
            {
                return;
            }

            Replace(parent, name);
            made = Unistd.LinkAt(from.Handle, target, parent.Handle, name);
        }

        if (made == -Errno.ENOENT)
        {
            throw MissingTarget(entry);
        }

        NativeException.Check(made, "linkat", entry.Path);
    }

    private static UnsupportedTarEntryException MissingTarget(in LayerEntry entry) =>
        new(EntryText.Of(entry.Path), $"it is a hard link to '{EntryText.Of(entry.LinkTarget)}', which neither this layer nor a lower one has at this point");

    private void NoteAt(bool whole, CachedDirectory parent, ReadOnlySpan<byte> name, in LayerEntry entry)
    {
        if (!whole || !Deviations.IsEmpty)
        {
            Note(whole, CleanPath.Join(parent.Path, name), entry);
        }
    }
}
