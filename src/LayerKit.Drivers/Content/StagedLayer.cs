using System.Security.Cryptography;
using System.Text;
using LayerKit.Drivers.Linux;
using LayerKit.Drivers.Tree;
using LayerKit.Identity;

namespace LayerKit.Drivers.Content;

/// <summary>A layer before it is committed: its objects in a directory of its own, each once, named by digest.</summary>
/// <remarks>
/// Invariant: everything the layer needs is in its directory until its claim is made. An object that is in the store already is linked and not
/// kept again where the file system can do that, so that it stays whatever is removed meanwhile.
/// </remarks>
internal sealed class StagedLayer : IDisposable
{
    private const int BufferSize = 512 * 1024;
    private const int ZeroesLength = 64 * 1024;

    private readonly ContentLayout _layout;
    private readonly ObjectStore _objects;
    private readonly CacheId _id;
    private readonly HashSet<Digest> _digests = [];
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _buffer = [];

    /// <summary>Starts with an empty directory.</summary>
    public StagedLayer(ContentLayout layout, ObjectStore objects, CacheId id)
    {
        _layout = layout;
        _objects = objects;
        _id = id;
        PrivateDirectory.Create(layout.Staging(id));
    }

    private string Incoming => Path.Combine(_layout.Staging(_id), "incoming");

    /// <summary>Keeps bytes as an object.</summary>
    public StoredObject Put(ReadOnlySpan<byte> bytes)
    {
        StoredObject stored = new(Digest.Compute(bytes), bytes.Length);
        if (_digests.Add(stored.Digest) && !(_objects.Holds(stored, bytes) && TryLink(stored.Digest)))
        {
            using FileStream file = CreateIncoming();
            file.Write(bytes);
            Finish(file, stored.Digest);
        }

        return stored;
    }

    /// <summary>Keeps a payload as an object, reading it once.</summary>
    public StoredObject Put(LayerPayload payload)
    {
        if (payload.IsWhole() && payload.Length <= BufferSize)
        {
            _buffer = _buffer.Length > 0 ? _buffer : new byte[BufferSize];
            Span<byte> bytes = _buffer.AsSpan(0, (int)payload.Length);
            payload.ReadAll(bytes);
            return Put(bytes);
        }

        using FileStream file = CreateIncoming();
        StoredObject stored = Copy(payload, file);
        if (_digests.Add(stored.Digest) && !(_objects.Holds(stored, file.SafeFileHandle) && TryLink(stored.Digest)))
        {
            Finish(file, stored.Digest);
            return stored;
        }

        file.Dispose();
        File.Delete(Incoming);
        return stored;
    }

    /// <summary>Makes the layer's claim, then gives its objects their places; with its directory gone it is committed.</summary>
    public void Publish(ReadOnlySpan<byte> index, ClaimLock claims)
    {
        string staged = Path.Combine(_layout.Staging(_id), "index");
        using (FileStream file = new(staged, FileMode.CreateNew, FileAccess.Write, FileShare.Delete, bufferSize: 0))
        {
            file.Write(index);
            FlushUnlessSynced(file);
        }

        using (ClaimLockHold hold = claims.Take())
        {
            hold.Advance();
            File.Move(staged, _layout.Index(_id));
        }

        foreach (Digest digest in _digests)
        {
            Publish(digest);
        }

        Directory.Delete(_layout.Staging(_id), recursive: true);
    }

    public void Dispose() => _hash.Dispose();

    private void Publish(Digest digest)
    {
        string target = _layout.Object(digest);
        try
        {
            Replace(_layout.Staged(_id, digest), target);
        }
        catch (DirectoryNotFoundException)
        {
            PrivateDirectory.Create(Path.GetDirectoryName(target)!);
            Replace(_layout.Staged(_id, digest), target);
        }
    }

    // Replacing heals an object that was damaged. Windows does not replace what somebody reads, which then is as good.
    private static void Replace(string staged, string target)
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

    private StoredObject Copy(LayerPayload payload, FileStream file)
    {
        foreach (LayerExtent extent in payload.Extents)
        {
            HashZeroes(extent.Offset - file.Position);
            file.Position = extent.Offset;
            while (file.Position < extent.Offset + extent.Length)
            {
                ReadOnlySpan<byte> piece = payload.NextPieceOrThrow();
                _hash.AppendData(piece);
                file.Write(piece);
            }
        }

        if (file.Position < payload.Length)
        {
            HashZeroes(payload.Length - file.Position);
            file.SetLength(payload.Length);
        }

        Span<byte> digest = stackalloc byte[Digest.Size];
        _hash.GetHashAndReset(digest);
        return new StoredObject(Digest.FromHash(digest), payload.Length);
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

    private bool TryLink(Digest digest) => OperatingSystem.IsLinux()
        && Unistd.LinkAt(Libc.CurrentDirectory, Bytes(_layout.Object(digest)), Libc.CurrentDirectory, Bytes(_layout.Staged(_id, digest))) >= 0;

    private FileStream CreateIncoming()
    {
        FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.ReadWrite, Share = FileShare.Delete, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        }

        return new FileStream(Incoming, options);
    }

    private void Finish(FileStream file, Digest digest)
    {
        FlushUnlessSynced(file);
        file.Dispose();
        File.Move(Incoming, _layout.Staged(_id, digest));
    }

    // On Linux the driver syncs the whole file system; elsewhere nothing does.
    private static void FlushUnlessSynced(FileStream file)
    {
        if (!OperatingSystem.IsLinux())
        {
            file.Flush(flushToDisk: true);
        }
    }

    private static byte[] Bytes(string path) => Encoding.UTF8.GetBytes(path);
}
