using System.Security.Cryptography;
using System.Text;
using LayerKit.Drivers.Linux;
using LayerKit.Drivers.Tree;
using LayerKit.Identity;
using Microsoft.Win32.SafeHandles;

namespace LayerKit.Drivers.Content;

/// <summary>The objects of one layer before it is committed: in a directory of its own, each once, named by digest.</summary>
/// <remarks>
/// Invariant: everything the layer needs is in its directory until its claim is made. An object that is in the store already is linked and not
/// written again where the file system can do that, so that it stays whatever is removed meanwhile.
/// </remarks>
internal sealed class StagedObjects(ContentLayout layout, ObjectStore objects, CacheId id) : IDisposable
{
    private const int ZeroesLength = 64 * 1024;

    private readonly HashSet<Digest> _digests = [];
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    private string Incoming => Path.Combine(layout.Staging(id), "incoming");

    /// <summary>Keeps bytes as an object.</summary>
    public StoredObject Put(ReadOnlySpan<byte> bytes)
    {
        StoredObject stored = new(Digest.Compute(bytes), bytes.Length);
        if (_digests.Add(stored.Digest) && !TryLink(stored))
        {
            using SafeFileHandle file = CreateIncoming();
            RandomAccess.Write(file, bytes, 0);
            Finish(file, stored);
        }

        return stored;
    }

    /// <summary>Keeps a payload as an object, reading it once.</summary>
    public StoredObject Put(LayerPayload payload)
    {
        using SafeFileHandle file = CreateIncoming();
        Copy(payload, file);
        Span<byte> digest = stackalloc byte[Digest.Size];
        _hash.GetHashAndReset(digest);
        StoredObject stored = new(Digest.FromHash(digest), payload.Length);
        if (_digests.Add(stored.Digest) && !TryLink(stored))
        {
            Finish(file, stored);
            return stored;
        }

        file.Dispose();
        File.Delete(Incoming);
        return stored;
    }

    /// <summary>Gives every object its place in the store. The layer's claim has been made: from here nobody removes them.</summary>
    public void Publish()
    {
        foreach (Digest digest in _digests)
        {
            string target = layout.Object(digest);
            try
            {
                Publish(layout.Staged(id, digest), target);
            }
            catch (DirectoryNotFoundException)
            {
                PrivateDirectory.Create(Path.GetDirectoryName(target)!);
                Publish(layout.Staged(id, digest), target);
            }
        }
    }

    public void Dispose() => _hash.Dispose();

    // Replacing heals an object that was damaged. Windows does not replace what somebody reads, which then is as good.
    private static void Publish(string staged, string target)
    {
        try
        {
            File.Move(staged, target, overwrite: true);
        }
        catch (Exception e) when (OperatingSystem.IsWindows() && e is IOException or UnauthorizedAccessException && File.Exists(target))
        {
            File.Delete(staged);
        }
    }

    private void Copy(LayerPayload payload, SafeFileHandle file)
    {
        long position = 0;
        foreach (LayerExtent extent in payload.Extents)
        {
            HashZeroes(extent.Offset - position);
            position = extent.Offset;
            while (position < extent.Offset + extent.Length)
            {
                ReadOnlySpan<byte> piece = payload.NextPiece();
                _hash.AppendData(piece);
                RandomAccess.Write(file, piece, position);
                position += piece.Length > 0 ? piece.Length : throw new EndOfStreamException("a payload is shorter than it says");
            }
        }

        if (position < payload.Length)
        {
            HashZeroes(payload.Length - position);
            RandomAccess.SetLength(file, payload.Length);
        }
    }

    /// <summary>A hole is zeros in the digest, because it is when it is read.</summary>
    private void HashZeroes(long count)
    {
        byte[] zeroes = count > 0 ? new byte[Math.Min(count, ZeroesLength)] : [];
        while (count > 0)
        {
            int length = (int)Math.Min(count, zeroes.Length);
            _hash.AppendData(zeroes, 0, length);
            count -= length;
        }
    }

    /// <summary>Holds on to an object that the store has, if it is what it should be; a damaged one is written anew.</summary>
    private bool TryLink(StoredObject stored) => OperatingSystem.IsLinux()
        && objects.IsIntact(stored)
        && Unistd.LinkAt(Libc.CurrentDirectory, Bytes(layout.Object(stored.Digest)), Libc.CurrentDirectory, Bytes(layout.Staged(id, stored.Digest))) >= 0;

    private SafeFileHandle CreateIncoming()
    {
        FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.Delete, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        }

        return new FileStream(Incoming, options).SafeFileHandle;
    }

    private void Finish(SafeFileHandle file, StoredObject stored)
    {
        if (!OperatingSystem.IsLinux())
        {
            // On Linux the driver syncs the file system.
            RandomAccess.FlushToDisk(file);
        }

        file.Dispose();
        File.Move(Incoming, layout.Staged(id, stored.Digest));
    }

    private static byte[] Bytes(string path) => Encoding.UTF8.GetBytes(path);
}
