using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using LayerKit.Identity;

namespace LayerKit.Drivers.Content;

/// <summary>Collects what one layer says and makes its index of it. <see cref="IndexHeader"/> has the format.</summary>
internal sealed class IndexBuilder(CacheId? parent)
{
    private readonly byte[] _parent = Encoding.ASCII.GetBytes(parent?.ToString() ?? "");
    private readonly ArrayBufferWriter<byte> _records = new();
    private readonly List<int> _starts = [];
    private readonly List<StoredObject> _objects = [];
    private long _payloadLength;

    /// <summary>Gives out a number for an object whose digest is not known yet.</summary>
    public int ReserveObject()
    {
        _objects.Add(default);
        return _objects.Count - 1;
    }

    public void SetObject(int number, StoredObject stored) => _objects[number] = stored;

    public void Add(in LayerEntry entry, PayloadSlot slot)
    {
        Begin((RecordKind)entry.Type, entry.Path);
        Varint.Write(_records, (uint)entry.Mode);
        Varint.WriteSigned(_records, entry.UserId);
        Varint.WriteSigned(_records, entry.GroupId);
        Varint.WriteSigned(_records, entry.ModifiedTime.Seconds);
        Varint.Write(_records, (uint)entry.ModifiedTime.Nanoseconds);
        switch (entry.Type)
        {
            case LayerEntryType.File:
                Varint.Write(_records, (ulong)entry.Size);
                Varint.Write(_records, (uint)slot.Object);
                Varint.Write(_records, (ulong)slot.Offset);
                _payloadLength += entry.Size;
                break;
            case LayerEntryType.SymbolicLink or LayerEntryType.HardLink:
                Varint.WriteBytes(_records, entry.LinkTarget);
                break;
            case LayerEntryType.CharacterDevice or LayerEntryType.BlockDevice:
                Varint.Write(_records, entry.DeviceMajor);
                Varint.Write(_records, entry.DeviceMinor);
                break;
        }

        Varint.Write(_records, (uint)(entry.Xattrs?.Count ?? 0));
        for (int i = 0; i < entry.Xattrs?.Count; i++)
        {
            Varint.WriteBytes(_records, entry.Xattrs[i].Name.Span);
            Varint.WriteBytes(_records, entry.Xattrs[i].Value.Span);
        }
    }

    public void AddMark(RecordKind kind, ReadOnlySpan<byte> path) => Begin(kind, path);

    /// <summary>The finished index.</summary>
    public byte[] Build()
    {
        SortByPath();
        IndexHeader header = new(_parent.Length, _objects.Count, _starts.Count, _records.WrittenCount, _payloadLength, default);
        byte[] index = new byte[header.FileLength];
        _parent.CopyTo(index.AsSpan(IndexHeader.Size));
        Span<byte> objects = index.AsSpan(header.ObjectTableAt);
        foreach (StoredObject stored in _objects)
        {
            stored.Digest.CopyTo(objects);
            BinaryPrimitives.WriteInt64LittleEndian(objects[Digest.Size..], stored.Length);
            objects = objects[IndexHeader.ObjectSize..];
        }

        Span<byte> offsets = index.AsSpan((int)header.OffsetTableAt);
        foreach (int start in _starts)
        {
            BinaryPrimitives.WriteInt32LittleEndian(offsets, start);
            offsets = offsets[IndexHeader.OffsetSize..];
        }

        _records.WrittenSpan.CopyTo(index.AsSpan((int)header.RecordTableAt));
        (header with { BodyHash = XxHash128.HashToUInt128(index.AsSpan(IndexHeader.Size)) }).Write(index);
        return index;
    }

    private void Begin(RecordKind kind, ReadOnlySpan<byte> path)
    {
        _starts.Add(_records.WrittenCount);
        _records.GetSpan(1)[0] = (byte)kind;
        _records.Advance(1);
        Varint.WriteBytes(_records, path);
    }

    private void SortByPath() => CollectionsMarshal.AsSpan(_starts).Sort((left, right) =>
    {
        int order = PathAt(left).SequenceCompareTo(PathAt(right));
        return order != 0 ? order : left.CompareTo(right);
    });

    private ReadOnlySpan<byte> PathAt(int start)
    {
        ReadOnlySpan<byte> rest = _records.WrittenSpan[(start + 1)..];
        return Varint.ReadBytes(ref rest);
    }
}
