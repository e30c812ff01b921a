using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using LayerKit.Errors;
using LayerKit.Identity;
using Microsoft.Win32.SafeHandles;

namespace LayerKit.Drivers.Content;

/// <summary>The index of one layer in memory: what its tar said, entry by entry and by path.</summary>
internal sealed class IndexFile
{
    private readonly byte[] _bytes;
    private readonly IndexHeader _header;

    /// <summary>Takes an index that was just built or read.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    /// <exception cref="StoreFormatException">A later version wrote it.</exception>
    public IndexFile(byte[] bytes, string file)
    {
        _bytes = bytes;
        _header = IndexHeader.Read(bytes, bytes.Length, file);
        if (XxHash128.HashToUInt128(bytes.AsSpan(IndexHeader.Size)) != _header.BodyHash)
        {
            throw new InvalidDataException($"the index {file} is damaged");
        }
    }

    public CacheId? Parent => _header.ParentLength == 0 ? null : CacheId.Parse(Encoding.ASCII.GetString(_bytes, IndexHeader.Size, _header.ParentLength));

    /// <summary>Bytes of all records; the first starts at 0.</summary>
    public int RecordsLength => (int)_header.RecordsLength;

    private ReadOnlySpan<byte> Records => _bytes.AsSpan((int)_header.RecordTableAt);

    public StoredObject Object(int number) => ObjectAt(_bytes.AsSpan(_header.ObjectTableAt + (number * IndexHeader.ObjectSize)));

    /// <summary>The header of an index on disk.</summary>
    public static IndexHeader ReadHeader(string file)
    {
        using SafeFileHandle handle = Open(file);
        return ReadHeader(handle, file);
    }

    /// <summary>The objects that an index on disk refers to, without reading the rest.</summary>
    public static IReadOnlyList<StoredObject> ReadObjects(string file)
    {
        using SafeFileHandle handle = Open(file);
        IndexHeader header = ReadHeader(handle, file);
        byte[] table = new byte[header.OffsetTableAt - header.ObjectTableAt];
        ReadExactly(handle, table, header.ObjectTableAt, file);
        StoredObject[] objects = new StoredObject[header.Objects];
        for (int i = 0; i < objects.Length; i++)
        {
            objects[i] = ObjectAt(table.AsSpan(i * IndexHeader.ObjectSize));
        }

        return objects;
    }

    /// <summary>The record that starts at an offset.</summary>
    public IndexRecord At(int start)
    {
        ReadOnlySpan<byte> rest = Records[start..];
        RecordKind kind = (RecordKind)rest[0];
        rest = rest[1..];
        ReadOnlySpan<byte> path = Varint.ReadBytes(ref rest);
        PayloadSlot slot = default;
        LayerEntry entry = kind >= RecordKind.Whiteout ? new LayerEntry { Path = path } : ReadEntry(kind, path, ref rest, out slot);
        return new IndexRecord { Kind = kind, Start = start, End = _bytes.Length - (int)_header.RecordTableAt - rest.Length, Entry = entry, Slot = slot };
    }

    /// <summary>Finds the last entry of a path.</summary>
    public bool TryFind(ReadOnlySpan<byte> path, out IndexRecord record)
    {
        record = default;
        bool found = false;
        for (int i = LowerBound(path); i < _header.Records && PathAt(i).SequenceEqual(path); i++)
        {
            IndexRecord candidate = At(StartAt(i));
            if (!candidate.IsMark)
            {
                record = candidate;
                found = true;
            }
        }

        return found;
    }

    /// <summary>True when the layer has a mark of a kind at a path.</summary>
    public bool HasMark(ReadOnlySpan<byte> path, RecordKind kind)
    {
        for (int i = LowerBound(path); i < _header.Records && PathAt(i).SequenceEqual(path); i++)
        {
            if (At(StartAt(i)).Kind == kind)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when an entry lies below a path, so that the path is a directory although no entry says so.</summary>
    public bool Implies(ReadOnlySpan<byte> path)
    {
        if (path.IsEmpty)
        {
            return true;
        }

        byte[] prefix = [.. path, (byte)'/'];
        for (int i = LowerBound(prefix); i < _header.Records && PathAt(i).StartsWith(prefix); i++)
        {
            if (!At(StartAt(i)).IsMark)
            {
                return true;
            }
        }

        return false;
    }

    private static SafeFileHandle Open(string file) => File.OpenHandle(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);

    private static IndexHeader ReadHeader(SafeFileHandle handle, string file)
    {
        byte[] header = new byte[IndexHeader.Size];
        ReadExactly(handle, header, 0, file);
        return IndexHeader.Read(header, RandomAccess.GetLength(handle), file);
    }

    private static void ReadExactly(SafeFileHandle handle, Span<byte> bytes, long offset, string file)
    {
        while (!bytes.IsEmpty)
        {
            int count = RandomAccess.Read(handle, bytes, offset);
            bytes = count > 0 ? bytes[count..] : throw new InvalidDataException($"the index {file} is cut short");
            offset += count;
        }
    }

    private static StoredObject ObjectAt(ReadOnlySpan<byte> bytes) =>
        new(Digest.FromHash(bytes[..Digest.Size]), BinaryPrimitives.ReadInt64LittleEndian(bytes[Digest.Size..]));

    private static LayerEntry ReadEntry(RecordKind kind, ReadOnlySpan<byte> path, scoped ref ReadOnlySpan<byte> rest, out PayloadSlot slot)
    {
        slot = default;
        LayerEntry entry = new()
        {
            Path = path,
            Type = (LayerEntryType)kind,
            Mode = (int)Varint.Read(ref rest),
            UserId = Varint.ReadSigned(ref rest),
            GroupId = Varint.ReadSigned(ref rest),
            ModifiedTime = new UnixTime(Varint.ReadSigned(ref rest), (int)Varint.Read(ref rest)),
        };
        switch (kind)
        {
            case RecordKind.File:
                entry = entry with { Size = (long)Varint.Read(ref rest) };
                slot = new PayloadSlot((int)Varint.Read(ref rest), (long)Varint.Read(ref rest));
                break;
            case RecordKind.SymbolicLink or RecordKind.HardLink:
                entry = entry with { LinkTarget = Varint.ReadBytes(ref rest) };
                break;
            case RecordKind.CharacterDevice or RecordKind.BlockDevice:
                entry = entry with { DeviceMajor = (uint)Varint.Read(ref rest), DeviceMinor = (uint)Varint.Read(ref rest) };
                break;
        }

        return entry with { Xattrs = ReadXattrs(ref rest) };
    }

    private static Xattr[]? ReadXattrs(scoped ref ReadOnlySpan<byte> rest)
    {
        int count = (int)Varint.Read(ref rest);
        if (count == 0)
        {
            return null;
        }

        Xattr[] xattrs = new Xattr[count];
        for (int i = 0; i < count; i++)
        {
            xattrs[i] = new Xattr(Varint.ReadBytes(ref rest).ToArray(), Varint.ReadBytes(ref rest).ToArray());
        }

        return xattrs;
    }

    private int LowerBound(ReadOnlySpan<byte> path)
    {
        int low = 0;
        int high = _header.Records;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            (low, high) = PathAt(middle).SequenceCompareTo(path) < 0 ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private int StartAt(int position) =>
        BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan((int)_header.OffsetTableAt + (position * IndexHeader.OffsetSize)));

    private ReadOnlySpan<byte> PathAt(int position)
    {
        ReadOnlySpan<byte> rest = Records[(StartAt(position) + 1)..];
        return Varint.ReadBytes(ref rest);
    }
}
