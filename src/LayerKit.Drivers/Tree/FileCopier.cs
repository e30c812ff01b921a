using LayerKit.Drivers.Linux;

namespace LayerKit.Drivers.Tree;

/// <summary>Copies the bytes of files by the cheapest way that the file systems allow, found out once.</summary>
internal sealed class FileCopier
{
    private const long ChunkSize = 64 << 20;
    private const int BufferSize = 256 * 1024;

    private bool _clones = true;
    private bool _copiesRanges = true;
    private byte[]? _buffer;

    /// <summary>Makes an empty file equal to another; holes stay holes.</summary>
    public void Copy(int source, int target, in FileStatus status, ReadOnlySpan<byte> name, CancellationToken token)
    {
        if (status.Size == 0 || TryClone(source, target, name))
        {
            return;
        }

        long position = 0;
        while (position < status.Size)
        {
            (position, long end) = status.HasHoles ? NextExtent(source, position, status.Size, name) : (position, status.Size);
            while (position < end)
            {
                token.ThrowIfCancellationRequested();
                long copied = CopySome(source, target, position, Math.Min(end - position, ChunkSize), name);
                position = copied == 0 ? throw new EndOfStreamException($"'{EntryText.Of(name)}' became shorter while it was copied") : position + copied;
            }
        }

        if (status.HasHoles)
        {
            NativeException.Check(Unistd.SetLength(target, status.Size), "ftruncate", name);
        }
    }

    private bool TryClone(int source, int target, ReadOnlySpan<byte> name)
    {
        int result = _clones ? SysIoctl.Clone(source, target) : -Errno.EOPNOTSUPP;
        if (result is -Errno.EOPNOTSUPP or -Errno.EXDEV or -Errno.EINVAL or -Errno.ENOTTY or -Errno.ENOSYS or -Errno.EPERM)
        {
            _clones = false;
            return false;
        }

        return NativeException.Check(result, "ioctl FICLONE", name) >= 0;
    }

    private static (long Start, long End) NextExtent(int file, long position, long size, ReadOnlySpan<byte> name)
    {
        long start = Unistd.Seek(file, position, Unistd.SeekFromData);
        if (start == -Errno.ENXIO)
        {
            return (size, size);
        }

        NativeException.Check(start, "lseek", name);
        return (start, NativeException.Check(Unistd.Seek(file, start, Unistd.SeekFromHole), "lseek", name));
    }

    private long CopySome(int source, int target, long position, long length, ReadOnlySpan<byte> name)
    {
        // Without shared blocks copy_file_range sets up a pipe, which costs more than it saves for a small file.
        long copied = _copiesRanges && length > BufferSize ? Unistd.CopyRange(source, position, target, length) : -Errno.EOPNOTSUPP;
        if (copied is -Errno.EOPNOTSUPP or -Errno.EXDEV or -Errno.EINVAL or -Errno.ENOSYS)
        {
            _copiesRanges &= length <= BufferSize;
            return CopyThroughMemory(source, target, position, length, name);
        }

        return NativeException.Check(copied, "copy_file_range", name);
    }

    private int CopyThroughMemory(int source, int target, long position, long length, ReadOnlySpan<byte> name)
    {
        _buffer ??= new byte[BufferSize];
        int count = NativeException.Check(Unistd.Read(source, _buffer.AsSpan(0, (int)Math.Min(length, BufferSize)), position), "pread", name);
        NativeException.Check(Unistd.WriteAll(target, _buffer.AsSpan(0, count), position), "pwrite", name);
        return count;
    }
}
