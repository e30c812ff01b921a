using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace LayerKit.Drivers.Linux;

/// <summary>linux/btrfs.h: subvolumes, snapshots and quota groups. All arguments but two are one page.</summary>
internal static unsafe partial class BtrfsIoctl
{
    /// <summary>The inode of every subvolume's own directory (BTRFS_FIRST_FREE_OBJECTID).</summary>
    public const ulong SubvolumeInode = 256;

    private const nuint SubvolumeCreate = 0x5000940E;
    private const nuint SnapshotDestroy = 0x5000940F;
    private const nuint TreeSearch = 0xD0009411;
    private const nuint InodeLookup = 0xD0009412;
    private const nuint SnapshotCreate = 0x50009417;
    private const nuint QuotaControl = 0xC0109428;
    private const nuint QuotaGroupLimit = 0x8030942B;
    private const nuint QuotaRescanWait = 0x942E;
    private const nuint SnapshotDestroyById = 0x5000943F;

    private const int PageSize = 4096;
    private const int LongestName = 255;

    // struct btrfs_ioctl_vol_args: s64 fd, name. struct btrfs_ioctl_vol_args_v2: s64 fd, u64 transid, u64 flags, 32 bytes, name or u64 id.
    private const int NameAt = 8;
    private const int FlagsAt = 16;
    private const int LongNameAt = 56;
    private const ulong IsReadOnly = 1 << 1;
    private const ulong ById = 1 << 4;

    // In struct btrfs_ioctl_search_key.
    private const int CountAt = 64;

    /// <summary>Makes an empty subvolume in a directory.</summary>
    public static int Create(int directory, string name)
    {
        byte[] page = new byte[PageSize];
        return PutName(page, NameAt, name) ? Call(directory, SubvolumeCreate, page) : -Errno.ENAMETOOLONG;
    }

    /// <summary>Makes a snapshot of an open subvolume in a directory.</summary>
    public static int Snapshot(int source, int directory, string name, bool readOnly)
    {
        byte[] page = new byte[PageSize];
        BinaryPrimitives.WriteUInt64LittleEndian(page.AsSpan(FlagsAt), readOnly ? IsReadOnly : 0);
        BinaryPrimitives.WriteInt64LittleEndian(page, source);
        return PutName(page, LongNameAt, name) ? Call(directory, SnapshotCreate, page) : -Errno.ENAMETOOLONG;
    }

    /// <summary>Removes a subvolume that has none in it. Its blocks are freed later.</summary>
    public static int Destroy(int directory, string name)
    {
        byte[] page = new byte[PageSize];
        return PutName(page, NameAt, name) ? Call(directory, SnapshotDestroy, page) : -Errno.ENAMETOOLONG;
    }

    /// <summary>As <see cref="Destroy"/>, wherever on the file system the subvolume is.</summary>
    public static int DestroyById(int directory, ulong id)
    {
        byte[] page = new byte[PageSize];
        BinaryPrimitives.WriteUInt64LittleEndian(page.AsSpan(FlagsAt), ById);
        BinaryPrimitives.WriteUInt64LittleEndian(page.AsSpan(LongNameAt), id);
        return Call(directory, SnapshotDestroyById, page);
    }

    /// <summary>The id of the subvolume that an open directory is in.</summary>
    public static int SubvolumeId(int directory, out ulong id)
    {
        // struct btrfs_ioctl_ino_lookup_args: u64 tree (0: this one), u64 inode, name.
        byte[] page = new byte[PageSize];
        BinaryPrimitives.WriteUInt64LittleEndian(page.AsSpan(8), SubvolumeInode);
        int result = Call(directory, InodeLookup, page);
        id = BinaryPrimitives.ReadUInt64LittleEndian(page);
        return result;
    }

    /// <summary>The ids of the subvolumes right inside another: the references that the tree of roots has from it.</summary>
    public static int Children(int directory, ulong id, List<ulong> children)
    {
        const uint RootReference = 156;
        const int ResultsAt = 104;
        const int HeaderSize = 32;
        for (ulong from = 0; ;)
        {
            byte[] page = new byte[PageSize];
            PutKey(page, id, from, RootReference);
            int result = Call(directory, TreeSearch, page);
            uint count = BinaryPrimitives.ReadUInt32LittleEndian(page.AsSpan(CountAt));
            if (result < 0 || count == 0)
            {
                return result;
            }

            // struct btrfs_ioctl_search_header: u64 transid, u64 object, u64 offset (the child), u32 type, u32 length.
            for (int at = ResultsAt; count > 0; count--)
            {
                children.Add(BinaryPrimitives.ReadUInt64LittleEndian(page.AsSpan(at + 16)));
                at += HeaderSize + (int)BinaryPrimitives.ReadUInt32LittleEndian(page.AsSpan(at + 28));
            }

            from = children[^1] + 1;
        }
    }

    /// <summary>Turns quota groups on for the file system, which is no error when they are, and waits until what is there has been counted.</summary>
    public static int EnableQuota(int directory)
    {
        byte[] arguments = new byte[16];
        arguments[0] = 1;
        int result = Call(directory, QuotaControl, arguments);
        return result < 0 ? result : Call(directory, QuotaRescanWait, arguments);
    }

    /// <summary>Limits what an open subvolume may refer to, in bytes.</summary>
    public static int Limit(int subvolume, long bytes)
    {
        // struct btrfs_ioctl_qgroup_limit_args: u64 group (0: that of the subvolume), u64 flags, u64 most referenced bytes, three more limits.
        byte[] arguments = new byte[48];
        arguments[8] = 1;
        BinaryPrimitives.WriteInt64LittleEndian(arguments.AsSpan(16), bytes);
        return Call(subvolume, QuotaGroupLimit, arguments);
    }

    // struct btrfs_ioctl_search_key: u64 tree, least and most object, offset and transaction, u32 least and most type, u32 count.
    private static void PutKey(byte[] page, ulong id, ulong from, uint type)
    {
        const ulong RootTree = 1;
        ulong[] numbers = [RootTree, id, id, from, ulong.MaxValue, 0, ulong.MaxValue];
        for (int i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(page.AsSpan(8 * i), numbers[i]);
        }

        BinaryPrimitives.WriteUInt32LittleEndian(page.AsSpan(56), type);
        BinaryPrimitives.WriteUInt32LittleEndian(page.AsSpan(60), type);
        BinaryPrimitives.WriteUInt32LittleEndian(page.AsSpan(CountAt), uint.MaxValue);
    }

    private static bool PutName(byte[] page, int at, string name) =>
        Encoding.UTF8.GetByteCount(name) <= LongestName && Encoding.UTF8.GetBytes(name, page.AsSpan(at)) > 0;

    private static int Call(int file, nuint request, byte[] argument)
    {
        int result;
        do
        {
            fixed (byte* start = argument)
            {
                result = Libc.Outcome(ioctl(file, request, start));
            }
        }
        while (result == -Errno.EINTR);
        return result;
    }

    [LibraryImport(Libc.Name, SetLastError = true)]
    private static partial int ioctl(int file, nuint request, byte* argument);
}
