using System.IO.MemoryMappedFiles;

namespace LayerKit.Sessions;

/// <summary>A count in a process's session file, which other processes read.</summary>
/// <remarks>
/// Invariant: from <see cref="Begin"/> to <see cref="End"/> the slot says that its key is held, whatever it counts. The count follows the references of the process and
/// may be behind them, down to zero: only one of two threads that give and take at once has counted then.
/// </remarks>
/// <param name="part">The mapped memory, which stays while a slot of it is taken.</param>
/// <param name="offset">Where the slot is in it.</param>
internal sealed unsafe class HoldSlot(MemoryMappedViewAccessor part, int offset)
{
    /// <summary>Bytes of a slot: key, count, padding.</summary>
    public const int Size = 48;

    /// <summary>Where the count is in a slot.</summary>
    public const int CountOffset = 32;

    private const int Held = 1 << 30;

    private byte* Address => (byte*)part.SafeMemoryMappedViewHandle.DangerousGetHandle() + part.PointerOffset + offset;

    private ref int Count => ref *(int*)(Address + CountOffset);

    /// <summary>Whether a slot with this count holds its key.</summary>
    public static bool IsHeld(int count) => (count & Held) != 0;

    /// <summary>How many references a slot with this count stands for; at least one, or its key would not be held.</summary>
    public static int References(int count) => Math.Max(count & ~Held, 1);

    /// <summary>Counts up or down. Only somebody with a reference may, because without one the slot may be another key's by now.</summary>
    public void Add(int change) => Interlocked.Add(ref Count, change);

    /// <summary>Writes the key of a slot that holds nothing, then lets it hold the key with one reference.</summary>
    public void Begin(HoldKey key)
    {
        key.Digest.CopyTo(new Span<byte>(Address, Identity.Digest.Size));
        Volatile.Write(ref Count, Held | 1);
    }

    /// <summary>Holds nothing any more.</summary>
    public void End() => Volatile.Write(ref Count, 0);
}
