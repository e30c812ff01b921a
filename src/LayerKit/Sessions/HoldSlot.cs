namespace LayerKit.Sessions;

/// <summary>A count in a process's session file, which other processes read. Memory of the mapping, which lives as long as the session.</summary>
internal sealed unsafe class HoldSlot(int index, byte* address)
{
    /// <summary>Bytes of a slot: key, count, padding.</summary>
    public const int Size = 48;

    /// <summary>Where the count is in a slot.</summary>
    public const int CountOffset = 32;

    /// <summary>Which of the session's slots it is.</summary>
    public int Index => index;

    /// <summary>Counts up or down.</summary>
    public void Add(int change) => Interlocked.Add(ref Count, change);

    /// <summary>Writes the key of a slot that counts nothing, then lets it count one.</summary>
    public void Begin(HoldKey key)
    {
        key.Digest.CopyTo(new Span<byte>(address, Identity.Digest.Size));
        Volatile.Write(ref Count, 1);
    }

    /// <summary>Counts nothing any more.</summary>
    public void End() => Volatile.Write(ref Count, 0);

    private ref int Count => ref *(int*)(address + CountOffset);
}
