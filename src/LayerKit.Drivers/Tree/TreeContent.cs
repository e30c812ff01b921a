using System.Diagnostics.CodeAnalysis;
using LayerKit.Drivers.Linux;
using Microsoft.Win32.SafeHandles;

namespace LayerKit.Drivers.Tree;

/// <summary>Reads a layer that is a directory tree.</summary>
internal sealed class TreeContent(ReadOnlySpan<byte> root, DeviationLog deviations, XattrNames names) : ILayerContent
{
    private readonly DirectoryCache _directories = new(root);

    public Stream OpenFile(ReadOnlySpan<byte> path) => TryOpenFile(path, out Stream? file)
        ? file
        : throw new FileNotFoundException($"the layer has no file '{EntryText.Of(path)}'", EntryText.Of(path));

    /// <summary>Opens a regular file; false when there is none.</summary>
    public bool TryOpenFile(ReadOnlySpan<byte> path, [NotNullWhen(true)] out Stream? stream)
    {
        stream = null;
        // The type is looked at first: to open a device can do something to it.
        if (!TryParent(path, out CachedDirectory parent) || !TryStatus(parent, path, out FileStatus status) || !status.IsRegular)
        {
            return false;
        }

        int file = Fcntl.OpenAt(parent.Handle, CleanPath.Name(path), Fcntl.ReadOnly | Fcntl.NoFollow | Fcntl.NonBlocking);
        stream = new TreeFileStream(new SafeFileHandle(NativeException.Check(file, "openat", path), ownsHandle: true), status.Size);
        return true;
    }

    public bool TryDescribe(ReadOnlySpan<byte> path, out LayerEntry entry)
    {
        entry = default;
        if (!TryParent(path, out CachedDirectory parent))
        {
            return false;
        }

        Deviation? deviation = Recorded(parent, path);
        entry = deviation is null ? default : deviation.ToEntry();
        if (!TryStatus(parent, path, out FileStatus status) || status.Type == SysStat.TypeSocket)
        {
            return deviation is { IsAbsent: true };
        }

        ReadOnlySpan<byte> name = path.IsEmpty ? "."u8 : CleanPath.Name(path);
        LayerEntry present = Describe(status);
        entry = new LayerEntry
        {
            Type = present.Type,
            Size = present.Size,
            FileNumber = present.FileNumber,
            ModifiedTime = present.ModifiedTime,
            LinkTarget = status.IsSymlink ? LinkReader.Read(parent.Handle, name) : default,
            Mode = deviation is null ? present.Mode : entry.Mode,
            UserId = deviation is null ? present.UserId : entry.UserId,
            GroupId = deviation is null ? present.GroupId : entry.GroupId,
            DeviceMajor = present.DeviceMajor,
            DeviceMinor = present.DeviceMinor,
            Xattrs = deviation is null ? names.Show(XattrReader.Read(parent.Handle, name)) : entry.Xattrs,
        };
        return true;
    }

    public void Dispose() => _directories.Dispose();

    private bool TryParent(ReadOnlySpan<byte> path, out CachedDirectory parent) =>
        IsThere(_directories.Find(CleanPath.Parent(path), out parent), "openat2", path);

    private static bool TryStatus(CachedDirectory parent, ReadOnlySpan<byte> path, out FileStatus status) =>
        IsThere(SysStat.StatusAt(parent.Handle, path.IsEmpty ? "."u8 : CleanPath.Name(path), out status), "statx", path);

    private static bool IsThere(int result, string call, ReadOnlySpan<byte> path) =>
        result is not (-Errno.ENOENT or -Errno.ENOTDIR or -Errno.ELOOP) && NativeException.Check(result, call, path) >= 0;

    private Deviation? Recorded(CachedDirectory parent, ReadOnlySpan<byte> path)
    {
        Deviation? deviation = null;
        if (!deviations.IsEmpty)
        {
            deviations.TryFind(path.IsEmpty ? path : CleanPath.Join(parent.Path, CleanPath.Name(path)), out deviation);
        }

        return deviation;
    }

    private static LayerEntry Describe(in FileStatus status) => new()
    {
        Type = status.Type switch
        {
            SysStat.TypeDirectory => LayerEntryType.Directory,
            SysStat.TypeSymlink => LayerEntryType.SymbolicLink,
            SysStat.TypeCharacter => LayerEntryType.CharacterDevice,
            SysStat.TypeBlock => LayerEntryType.BlockDevice,
            SysStat.TypeFifo => LayerEntryType.Fifo,
            _ => LayerEntryType.File,
        },
        Mode = status.Permissions,
        UserId = status.UserId,
        GroupId = status.GroupId,
        Size = status.IsRegular ? status.Size : 0,
        ModifiedTime = status.ModifiedTime,
        DeviceMajor = status.DeviceMajor,
        DeviceMinor = status.DeviceMinor,
        FileNumber = status.Links > 1 && !status.IsDirectory ? status.Inode : 0,
    };
}
