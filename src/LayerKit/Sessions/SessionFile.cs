using System.Collections.Concurrent;
using System.IO.MemoryMappedFiles;

namespace LayerKit.Sessions;

/// <summary>The table of what this process holds: a mapped file that grows in parts and is read by others as a file.</summary>
/// <remarks>
/// Invariant: a slot's key changes only while its count is zero. A holder's count goes from zero to one under the key's stripe lock, and from then on
/// changes without any lock or system call.
/// </remarks>
internal sealed class SessionFile : IDisposable
{
    // The finalizers of a store's leaked handles and of its memory may be due at once, and the handles are counted after that: so the memory is always reachable.
    private static readonly ConcurrentDictionary<SessionFile, bool> Open = new();

    private const int SlotsInPart = 1365;
    private const int PartSize = 64 * 1024;

    private readonly Lock _gate = new();
    private readonly FileStream _file;
    private readonly Stack<HoldSlot> _free = new();
    private readonly List<MemoryMappedViewAccessor> _parts = [];
    private int _taken;
    private bool _isClosed;

    /// <summary>Makes the table in an open, empty file, which it then owns.</summary>
    public SessionFile(FileStream file)
    {
        _file = file;
        Open.TryAdd(this, true);
    }

    /// <summary>The slots of a session file's bytes that count something.</summary>
    public static IEnumerable<(HoldKey Key, int Count)> Read(byte[] bytes)
    {
        for (int part = 0; part + PartSize <= bytes.Length; part += PartSize)
        {
            for (int slot = 0; slot < SlotsInPart; slot++)
            {
                int start = part + (slot * HoldSlot.Size);
                int count = BitConverter.ToInt32(bytes, start + HoldSlot.CountOffset);
                if (HoldSlot.IsHeld(count))
                {
                    yield return (HoldKey.FromDigest(Identity.Digest.FromHash(bytes.AsSpan(start, Identity.Digest.Size))), HoldSlot.References(count));
                }
            }
        }
    }

    /// <summary>Takes a slot for a key, counting one.</summary>
    /// <exception cref="IOException">The file cannot grow.</exception>
    public HoldSlot Take(HoldKey key)
    {
        lock (_gate)
        {
            if (_free.Count == 0)
            {
                Grow();
            }

            HoldSlot slot = _free.Pop();
            slot.Begin(key);
            _taken++;
            return slot;
        }
    }

    /// <summary>Gives a slot back, counting nothing.</summary>
    public void Return(HoldSlot slot)
    {
        slot.End();
        lock (_gate)
        {
            _free.Push(slot);
            _taken--;
            UnmapIfUnused();
        }
    }

    /// <summary>Closes the file. Its memory stays until the last slot is returned: whoever has one may count in it at any time.</summary>
    public void Dispose()
    {
        _file.Dispose();
        lock (_gate)
        {
            _isClosed = true;
            UnmapIfUnused();
        }
    }

    private void UnmapIfUnused()
    {
        if (_isClosed && _taken == 0)
        {
            _parts.ForEach(part => part.Dispose());
            Open.TryRemove(this, out _);
        }
    }

    /// <summary>Adds a part. Its bytes are written, not left as a hole: touching a hole of a full disk would kill the process.</summary>
    private void Grow()
    {
        long start = (long)_parts.Count * PartSize;
        RandomAccess.Write(_file.SafeFileHandle, new byte[PartSize], start);
        using MemoryMappedFile mapped = MemoryMappedFile.CreateFromFile(_file, null, start + PartSize, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: true);
        MemoryMappedViewAccessor part = mapped.CreateViewAccessor(start, PartSize);
        _parts.Add(part);
        for (int slot = SlotsInPart - 1; slot >= 0; slot--)
        {
            _free.Push(new HoldSlot(part, slot * HoldSlot.Size));
        }
    }
}
