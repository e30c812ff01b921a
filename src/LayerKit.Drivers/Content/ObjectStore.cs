using System.Buffers;
using System.Security.Cryptography;
using LayerKit.Identity;
using Microsoft.Win32.SafeHandles;

namespace LayerKit.Drivers.Content;

/// <summary>Reads objects. An object is never written to once it has its name.</summary>
internal sealed class ObjectStore(ContentLayout layout)
{
    private const int BufferSize = 128 * 1024;

    /// <summary>Opens an object.</summary>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    /// <exception cref="InvalidDataException">It has another length than it should.</exception>
    public SafeFileHandle Open(StoredObject stored)
    {
        SafeFileHandle handle;
        try
        {
            handle = File.OpenHandle(layout.Object(stored.Digest), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        }
        catch (DirectoryNotFoundException e)
        {
            throw new FileNotFoundException($"the object {stored.Digest} is missing", layout.Object(stored.Digest), e);
        }

        long length = RandomAccess.GetLength(handle);
        if (length != stored.Length)
        {
            handle.Dispose();
            throw new InvalidDataException($"the object {stored.Digest} has {length} bytes, expected were {stored.Length}");
        }

        return handle;
    }

    /// <summary>Opens an object after reading all of it once, so that its bytes are known to be right.</summary>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public SafeFileHandle OpenVerified(StoredObject stored)
    {
        SafeFileHandle handle = Open(stored);
        if (Hash(handle) == stored.Digest)
        {
            return handle;
        }

        handle.Dispose();
        throw Damaged(stored);
    }

    /// <summary>Reads a whole object that is small.</summary>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public byte[] ReadAll(StoredObject stored)
    {
        using SafeFileHandle handle = Open(stored);
        byte[] bytes = new byte[stored.Length];
        int length = 0;
        int count;
        while (length < bytes.Length && (count = RandomAccess.Read(handle, bytes.AsSpan(length), length)) > 0)
        {
            length += count;
        }

        return length == bytes.Length && Digest.Compute(bytes) == stored.Digest ? bytes : throw Damaged(stored);
    }

    /// <summary>True when the object is there and has these bytes.</summary>
    public bool Holds(StoredObject stored, ReadOnlySpan<byte> bytes)
    {
        using SafeFileHandle? handle = TryOpen(stored);
        return handle is not null && HasAt(handle, 0, bytes);
    }

    /// <summary>True when the object is there and has the bytes of a file.</summary>
    public bool Holds(StoredObject stored, SafeFileHandle file)
    {
        using SafeFileHandle? handle = TryOpen(stored);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        bool same = handle is not null;
        long position = 0;
        while (same && position < stored.Length)
        {
            int count = RandomAccess.Read(file, buffer.AsSpan(0, BufferSize), position);
            same = count > 0 && HasAt(handle!, position, buffer.AsSpan(0, count));
            position += count;
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return same;
    }

    private static bool HasAt(SafeFileHandle handle, long position, ReadOnlySpan<byte> bytes)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        bool same = true;
        while (same && !bytes.IsEmpty)
        {
            int count = RandomAccess.Read(handle, buffer.AsSpan(0, Math.Min(bytes.Length, BufferSize)), position);
            same = count > 0 && bytes[..count].SequenceEqual(buffer.AsSpan(0, count));
            bytes = bytes[count..];
            position += count;
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return same;
    }

    private SafeFileHandle? TryOpen(StoredObject stored)
    {
        // Most new payloads are new, and an exception costs more than a look.
        if (!File.Exists(layout.Object(stored.Digest)))
        {
            return null;
        }

        try
        {
            return Open(stored);
        }
        catch (Exception e) when (e is InvalidDataException or FileNotFoundException)
        {
            return null;
        }
    }

    private static InvalidDataException Damaged(StoredObject stored) => new($"the bytes of object {stored.Digest} are not what its name says");

    private static Digest Hash(SafeFileHandle handle)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[Math.Clamp(RandomAccess.GetLength(handle), 1, BufferSize)];
        long position = 0;
        int count;
        while ((count = RandomAccess.Read(handle, buffer, position)) > 0)
        {
            hash.AppendData(buffer, 0, count);
            position += count;
        }

        return Digest.FromHash(hash.GetHashAndReset());
    }
}
