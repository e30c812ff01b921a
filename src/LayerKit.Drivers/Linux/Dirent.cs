using System.Runtime.CompilerServices;

namespace LayerKit.Drivers.Linux;

/// <summary>dirent.h.</summary>
[SkipLocalsInit]
internal static unsafe class Dirent
{
    private const int BufferSize = 32 * 1024;

    // struct linux_dirent64: u64 inode, s64 offset, u16 record length, u8 type, name.
    private const int LengthAt = 16;
    private const int TypeAt = 18;
    private const int NameAt = 19;
    private const byte Unknown = 0;

    private static readonly nint GetEntriesNumber = Libc.IsArm64 ? 61 : 217;

    /// <summary>All names of an open directory but <c>.</c> and <c>..</c>, in the file system's order.</summary>
    public static List<DirectoryItem> ReadAll(int directory, ReadOnlySpan<byte> path)
    {
        NativeException.Check(Unistd.Seek(directory, 0, Unistd.SeekSet), "lseek", path);
        List<DirectoryItem> items = [];
        byte* buffer = stackalloc byte[BufferSize];
        while (true)
        {
            int count = (int)Libc.Outcome(Libc.Call(GetEntriesNumber, directory, (nint)buffer, BufferSize, 0));
            if (NativeException.Check(count, "getdents64", path) == 0)
            {
                return items;
            }

            Append(new ReadOnlySpan<byte>(buffer, count), items);
        }
    }

    /// <summary>True when the file system says of each name in an open directory what it is (d_type).</summary>
    public static bool KnowsTypes(int directory, ReadOnlySpan<byte> path)
    {
        NativeException.Check(Unistd.Seek(directory, 0, Unistd.SeekSet), "lseek", path);
        byte* buffer = stackalloc byte[BufferSize];
        int count = (int)Libc.Outcome(Libc.Call(GetEntriesNumber, directory, (nint)buffer, BufferSize, 0));
        ReadOnlySpan<byte> records = new(buffer, NativeException.Check(count, "getdents64", path));
        bool knows = true;
        while (!records.IsEmpty)
        {
            knows &= records[TypeAt] != Unknown;
            records = records[BitConverter.ToUInt16(records[LengthAt..])..];
        }

        return knows;
    }

    private static void Append(ReadOnlySpan<byte> records, List<DirectoryItem> items)
    {
        while (!records.IsEmpty)
        {
            int length = BitConverter.ToUInt16(records[LengthAt..]);
            ReadOnlySpan<byte> name = records[NameAt..length];
            name = name[..name.IndexOf((byte)0)];
            if (!name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8))
            {
                items.Add(new DirectoryItem(name.ToArray(), BitConverter.ToUInt64(records)));
            }

            records = records[length..];
        }
    }
}
