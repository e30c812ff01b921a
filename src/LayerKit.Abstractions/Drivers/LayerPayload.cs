using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace LayerKit.Drivers;

/// <summary>The content of one regular file on its way from the tar to a driver, read once and in order.</summary>
/// <remarks>
/// A driver takes it in whichever way suits it: pieces as they come (<see cref="NextPiece"/>), all of it into a file (<see cref="CopyTo(SafeFileHandle)"/>), into memory of
/// its own (<see cref="Read"/>), or as a buffer that outlives the call (<see cref="Detach"/>). What it leaves unread, the store reads for it.
/// </remarks>
public abstract class LayerPayload
{
    /// <summary>A payload with nothing in it, for entries that are not regular files.</summary>
    public static LayerPayload Empty { get; } = new EmptyPayload();

    /// <summary>Bytes of the whole content, holes included.</summary>
    public abstract long Length { get; }

    /// <summary>Where the content holds data, in order; one extent over everything unless the tar member is sparse.</summary>
    public virtual IReadOnlyList<LayerExtent> Extents => Length == 0 ? [] : [new LayerExtent(0, Length)];

    /// <summary>The next bytes, as many as lie together in memory; empty at the end. Valid until the next call on this payload.</summary>
    /// <remarks>Holes are passed over: the bytes follow each other as <see cref="Extents"/> lists them.</remarks>
    /// <exception cref="Errors.MalformedTarException">The tar ends in the middle of the content.</exception>
    public abstract ReadOnlySpan<byte> NextPiece();

    /// <summary>Reads into <paramref name="destination"/>; 0 at the end.</summary>
    /// <exception cref="Errors.MalformedTarException">The tar ends in the middle of the content.</exception>
    public abstract int Read(Span<byte> destination);

    /// <summary>Writes all that is left into an empty file, leaving holes where the content has them.</summary>
    /// <exception cref="Errors.MalformedTarException">The tar ends in the middle of the content.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public virtual void CopyTo(SafeFileHandle handle)
    {
        foreach (LayerExtent extent in Extents)
        {
            long position = extent.Offset;
            long end = extent.Offset + extent.Length;
            while (position < end)
            {
                ReadOnlySpan<byte> piece = NextPiece();
                RandomAccess.Write(handle, piece, position);
                position += piece.Length;
            }
        }

        if (Extents.Count > 0 && Extents[^1].Offset + Extents[^1].Length < Length)
        {
            RandomAccess.SetLength(handle, Length);
        }
    }

    /// <summary>Writes all that is left to a stream, with zeros where the content has holes.</summary>
    /// <exception cref="Errors.MalformedTarException">The tar ends in the middle of the content.</exception>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public void CopyTo(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        long position = 0;
        foreach (LayerExtent extent in Extents)
        {
            WriteZeros(stream, extent.Offset - position);
            for (position = extent.Offset; position < extent.Offset + extent.Length;)
            {
                ReadOnlySpan<byte> piece = NextPiece();
                stream.Write(piece);
                position += piece.Length;
            }
        }

        WriteZeros(stream, Length - position);
    }

    /// <summary>Reads all that is left into a buffer that the caller owns and disposes, so that another thread can write it later.</summary>
    /// <exception cref="Errors.MalformedTarException">The tar ends in the middle of the content.</exception>
    public virtual IMemoryOwner<byte> Detach()
    {
        long data = 0;
        foreach (LayerExtent extent in Extents)
        {
            data += extent.Length;
        }

        IMemoryOwner<byte> owner = MemoryPool<byte>.Shared.Rent(checked((int)Math.Max(data, 1)));
        Span<byte> rest = owner.Memory.Span[..(int)data];
        while (rest.Length > 0)
        {
            rest = rest[Read(rest)..];
        }

        return owner;
    }

    private static void WriteZeros(Stream stream, long count)
    {
        Span<byte> zeros = stackalloc byte[4096];
        zeros.Clear();
        for (; count > 0; count -= zeros.Length)
        {
            stream.Write(zeros[..(int)Math.Min(count, zeros.Length)]);
        }
    }

    private sealed class EmptyPayload : LayerPayload
    {
        public override long Length => 0;

        public override ReadOnlySpan<byte> NextPiece() => default;

        public override int Read(Span<byte> destination) => 0;
    }
}
