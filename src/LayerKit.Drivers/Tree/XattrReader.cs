using System.Buffers;
using LayerKit.Drivers.Linux;

namespace LayerKit.Drivers.Tree;

/// <summary>Reads all extended attributes of a file, sorted by name.</summary>
internal static class XattrReader
{
    // Nearly every list and value fits; what does not is asked for again with the size the kernel names.
    private const int FirstGuess = 512;

    /// <summary>The attributes of a name in a directory, or of the directory for <c>.</c>; none on a file system that has none.</summary>
    public static IReadOnlyList<Xattr> Read(int directory, ReadOnlySpan<byte> name)
    {
        byte[] path = ProcPath.Of(directory, name);
        Span<byte> guess = stackalloc byte[FirstGuess];
        int length = SysXattr.ListOfPath(path, guess);
        if (length is 0 or -Errno.EOPNOTSUPP)
        {
            return [];
        }

        ReadOnlySpan<byte> names = length == -Errno.ERANGE ? ReadLong(path, default, name) : guess[..NativeException.Check(length, "llistxattr", name)];
        List<Xattr> xattrs = [];
        foreach (Range range in names.Split((byte)0))
        {
            if (!names[range].IsEmpty && TryReadValue(path, names[range], out byte[] value))
            {
                xattrs.Add(new Xattr(names[range].ToArray(), value));
            }
        }

        xattrs.Sort(static (left, right) => left.Name.Span.SequenceCompareTo(right.Name.Span));
        return xattrs;
    }

    /// <summary>Says whether an open file has any; cheaper than a look by name, and the answer is nearly always no.</summary>
    public static bool HasAny(int file) => SysXattr.List(file, default) is not (0 or -Errno.EOPNOTSUPP);

    private static bool TryReadValue(byte[] path, ReadOnlySpan<byte> xattr, out byte[] value)
    {
        Span<byte> guess = stackalloc byte[FirstGuess];
        int length = SysXattr.GetOfPath(path, xattr, guess);
        value = length switch
        {
            -Errno.ERANGE => ReadLong(path, xattr, xattr),
            -Errno.ENODATA => [],
            _ => guess[..NativeException.Check(length, "lgetxattr", xattr)].ToArray(),
        };
        return length != -Errno.ENODATA;
    }

    private static byte[] ReadLong(byte[] path, ReadOnlySpan<byte> xattr, ReadOnlySpan<byte> what)
    {
        const int XattrMax = 64 * 1024;
        byte[] room = ArrayPool<byte>.Shared.Rent(XattrMax);
        int length = xattr.IsEmpty ? SysXattr.ListOfPath(path, room) : SysXattr.GetOfPath(path, xattr, room);
        byte[] result = length < 0 ? [] : room[..length];
        ArrayPool<byte>.Shared.Return(room);
        NativeException.Check(length, xattr.IsEmpty ? "llistxattr" : "lgetxattr", what);
        return result;
    }
}
