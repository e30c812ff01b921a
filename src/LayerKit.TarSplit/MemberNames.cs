using System.IO.Hashing;

namespace LayerKit.TarSplit;

/// <summary>The paths that the members of one tar have named so far, so that a second member for the same path is noticed.</summary>
/// <remarks>
/// Docker refuses such tars: the payload of the first would be lost under the second. Names are compared as paths below the layer's root,
/// bytes as they are: <c>a</c>, <c>./a</c>, <c>/a</c>, <c>a/</c> and <c>b/../a</c> are one. Nothing is allocated per name.
/// </remarks>
public sealed class MemberNames
{
    private readonly ArrayBufferWriter<byte> _paths = new(4096);
    private int[] _slots = new int[256];
    private (int Start, int Length)[] _ranges = new (int, int)[128];
    private byte[] _clean = new byte[256];

    /// <summary>Different paths so far.</summary>
    public int Count { get; private set; }

    /// <summary>Notes a member's name; false when its path was there before.</summary>
    public bool Add(ReadOnlySpan<byte> name)
    {
        ReadOnlySpan<byte> path = Clean(name);
        ref int slot = ref Find(path);
        if (slot != 0)
        {
            return false;
        }

        if (Count == _ranges.Length)
        {
            Grow();
            slot = ref Find(path);
        }

        _ranges[Count] = (_paths.WrittenCount, path.Length);
        _paths.Write(path);
        Count++;
        slot = Count;
        return true;
    }

    private ReadOnlySpan<byte> PathAt(int index) => _paths.WrittenSpan.Slice(_ranges[index].Start, _ranges[index].Length);

    // Open addressing; a slot holds the index of a path plus one, and at most half of them are taken.
    private ref int Find(ReadOnlySpan<byte> path)
    {
        int mask = _slots.Length - 1;
        int at = (int)XxHash3.HashToUInt64(path) & mask;
        while (_slots[at] != 0 && !PathAt(_slots[at] - 1).SequenceEqual(path))
        {
            at = (at + 1) & mask;
        }

        return ref _slots[at];
    }

    private void Grow()
    {
        Array.Resize(ref _ranges, _ranges.Length * 2);
        _slots = new int[_slots.Length * 2];
        for (int i = 0; i < Count; i++)
        {
            Find(PathAt(i)) = i + 1;
        }
    }

    private ReadOnlySpan<byte> Clean(ReadOnlySpan<byte> name)
    {
        if (_clean.Length <= name.Length)
        {
            _clean = new byte[name.Length * 2];
        }

        int used = 0;
        foreach (Range part in name.Split((byte)'/'))
        {
            used = AddPart(name[part], used);
        }

        return _clean.AsSpan(0, used);
    }

    private int AddPart(ReadOnlySpan<byte> part, int used)
    {
        if (part.IsEmpty || part.SequenceEqual("."u8))
        {
            return used;
        }

        if (part.SequenceEqual(".."u8))
        {
            return Math.Max(_clean.AsSpan(0, used).LastIndexOf((byte)'/'), 0);
        }

        if (used > 0)
        {
            _clean[used++] = (byte)'/';
        }

        part.CopyTo(_clean.AsSpan(used));
        return used + part.Length;
    }
}
