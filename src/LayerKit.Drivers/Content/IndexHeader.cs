using System.Buffers.Binary;
using System.IO.Hashing;
using LayerKit.Errors;

namespace LayerKit.Drivers.Content;

/// <summary>The first 64 bytes of an index. All numbers are little-endian.</summary>
/// <remarks>
/// 8 magic, 4 version, 4 length of the parent's id, 4 number of objects, 4 number of records, 8 length of the records, 8 bytes of payload that the
/// layer describes, 16 XxHash128 of all that follows the header, 8 XxHash3 of the header up to here. What follows: the parent's id; objects, 32 digest
/// and 8 length each; the offsets of all records, 4 each, sorted by path and then by offset; the records in the order of the tar.
/// </remarks>
/// <param name="ParentLength">Bytes of the parent's id; 0 for a base layer.</param>
/// <param name="Objects">Number of objects.</param>
/// <param name="Records">Number of records.</param>
/// <param name="RecordsLength">Bytes of the records.</param>
/// <param name="PayloadLength">Bytes of all regular files.</param>
/// <param name="BodyHash">Hash of what follows.</param>
internal readonly record struct IndexHeader(int ParentLength, int Objects, int Records, long RecordsLength, long PayloadLength, UInt128 BodyHash)
{
    public const int Size = 64;
    public const int ObjectSize = 40;
    public const int OffsetSize = 4;

    private const int Version = 1;
    private const int VersionAt = 8;
    private const int ParentLengthAt = 12;
    private const int ObjectsAt = 16;
    private const int RecordsAt = 20;
    private const int RecordsLengthAt = 24;
    private const int PayloadLengthAt = 32;
    private const int BodyHashAt = 40;
    private const int HeaderHashAt = 56;

    private static ReadOnlySpan<byte> Magic => "LKLAYER\n"u8;

    /// <summary>Where objects begin in the file.</summary>
    public int ObjectTableAt => Size + ParentLength;

    /// <summary>Where the sorted offsets begin.</summary>
    public long OffsetTableAt => ObjectTableAt + ((long)Objects * ObjectSize);

    /// <summary>Where the records begin.</summary>
    public long RecordTableAt => OffsetTableAt + ((long)Records * OffsetSize);

    /// <summary>Bytes of the whole file.</summary>
    public long FileLength => RecordTableAt + RecordsLength;

    /// <summary>Reads a header.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    /// <exception cref="StoreFormatException">A later version wrote it.</exception>
    public static IndexHeader Read(ReadOnlySpan<byte> bytes, long fileLength, string file)
    {
        if (bytes.Length < Size || !bytes.StartsWith(Magic) || XxHash3.HashToUInt64(bytes[..HeaderHashAt]) != BinaryPrimitives.ReadUInt64LittleEndian(bytes[HeaderHashAt..]))
        {
            throw new InvalidDataException($"the index {file} has no valid header");
        }

        uint version = BinaryPrimitives.ReadUInt32LittleEndian(bytes[VersionAt..]);
        if (version != Version)
        {
            throw new StoreFormatException(file, $"the index is of version {version}, expected was {Version}");
        }

        IndexHeader header = new(
            BinaryPrimitives.ReadInt32LittleEndian(bytes[ParentLengthAt..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[ObjectsAt..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[RecordsAt..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[RecordsLengthAt..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[PayloadLengthAt..]),
            BinaryPrimitives.ReadUInt128LittleEndian(bytes[BodyHashAt..]));
        return header.FileLength == fileLength
            ? header
            : throw new InvalidDataException($"the index {file} has {fileLength} bytes, expected were {header.FileLength}");
    }

    public void Write(Span<byte> bytes)
    {
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[VersionAt..], Version);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[ParentLengthAt..], ParentLength);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[ObjectsAt..], Objects);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[RecordsAt..], Records);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[RecordsLengthAt..], RecordsLength);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[PayloadLengthAt..], PayloadLength);
        BinaryPrimitives.WriteUInt128LittleEndian(bytes[BodyHashAt..], BodyHash);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[HeaderHashAt..], XxHash3.HashToUInt64(bytes[..HeaderHashAt]));
    }
}
