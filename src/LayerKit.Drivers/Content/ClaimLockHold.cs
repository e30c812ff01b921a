using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace LayerKit.Drivers.Content;

/// <summary>The lock of a root while it is held, with the number that tells whether claims have come since.</summary>
internal sealed class ClaimLockHold(SafeFileHandle handle) : IDisposable
{
    /// <summary>How many claims there have been in this root.</summary>
    public long ReadGeneration()
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        return RandomAccess.Read(handle, bytes, 0) == bytes.Length ? BinaryPrimitives.ReadInt64LittleEndian(bytes) : 0;
    }

    /// <summary>Says that a claim is about to appear. One that does not after all only makes others look once more.</summary>
    public void Advance()
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, ReadGeneration() + 1);
        RandomAccess.Write(handle, bytes, 0);
    }

    public void Dispose() => handle.Dispose();
}
