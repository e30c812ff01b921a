using LayerKit.Drivers.Linux;

namespace LayerKit.Drivers.Tree;

/// <summary>A payload that was written before, on the same file system, and is moved to its place instead of being read.</summary>
internal sealed class StagedPayload(int directory, byte[] name, long length) : LayerPayload
{
    public override long Length => length;

    /// <summary>Gives the file its place and opens it; EEXIST when there is something.</summary>
    public int MoveTo(CachedDirectory parent, ReadOnlySpan<byte> newName)
    {
        int moved = Unistd.RenameNewAt(directory, name, parent.Handle, newName);
        return moved < 0 ? moved : Fcntl.OpenAt(parent.Handle, newName, Fcntl.WriteOnly | Fcntl.NoFollow);
    }

    public override ReadOnlySpan<byte> NextPiece() => throw new NotSupportedException("a staged payload is moved");

    public override int Read(Span<byte> destination) => throw new NotSupportedException("a staged payload is moved");
}
