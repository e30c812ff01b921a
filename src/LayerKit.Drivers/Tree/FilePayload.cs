using LayerKit.Drivers.Linux;
using Microsoft.Win32.SafeHandles;

namespace LayerKit.Drivers.Tree;

/// <summary>A payload that is a file, so that the system can copy it or share its blocks.</summary>
internal sealed class FilePayload(SafeFileHandle source, long length, FileCopier copier, CancellationToken token) : LayerPayload
{
    private const int PieceSize = 256 * 1024;

    private byte[] _piece = [];
    private long _position;

    public override long Length => length;

    public override ReadOnlySpan<byte> NextPiece()
    {
        token.ThrowIfCancellationRequested();
        _piece = _piece.Length > 0 ? _piece : new byte[Math.Min(length, PieceSize)];
        return _piece.AsSpan(0, Read(_piece));
    }

    public override int Read(Span<byte> destination)
    {
        int count = RandomAccess.Read(source, destination, _position);
        _position += count;
        return count;
    }

    /// <summary>Makes an empty file equal to this one by the cheapest way there is.</summary>
    public void CopyInto(int file, ReadOnlySpan<byte> path)
    {
        int from = (int)source.DangerousGetHandle();
        NativeException.Check(SysStat.Status(from, out FileStatus status), "statx", path);
        copier.Copy(from, file, status, path, token);
    }
}
