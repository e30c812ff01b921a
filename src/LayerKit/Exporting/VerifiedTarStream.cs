using LayerKit.Errors;
using LayerKit.Hashing;
using LayerKit.Identity;
using LayerKit.References;
using LayerKit.TarSplit;

namespace LayerKit.Exporting;

/// <summary>A layer's tar whose last block is withheld until the digest of all of it is the layer's DiffID.</summary>
internal sealed class VerifiedTarStream(HashingPipeline tar, LayerNode node) : ForwardReadStream
{
    private ReadOnlyMemory<byte> _block;
    private int _isClosed;
    private LayerCorruptException? _fault;

    public override int Read(Span<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isClosed) != 0, this);
        if (_block.IsEmpty)
        {
            _block = NextBlock();
        }

        int count = Math.Min(buffer.Length, _block.Length);
        _block.Span[..count].CopyTo(buffer);
        _block = _block[count..];
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref _isClosed, 1) == 0)
        {
            tar.Stop();
        }

        base.Dispose(disposing);
    }

    private ReadOnlyMemory<byte> NextBlock()
    {
        if (_fault is not null)
        {
            throw _fault;
        }

        if (tar.AtEnd)
        {
            return default;
        }

        try
        {
            ReadOnlyMemory<byte> block = tar.ReadBlock();
            return tar.AtEnd ? Proven(block) : block;
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw _fault = new LayerCorruptException(node.ChainId, e.Message.TrimEnd('.'), e);
        }
    }

    private static bool IsDamage(Exception e) => e is TarSplitFormatException or PayloadMismatchException or FileNotFoundException
        or DirectoryNotFoundException or InvalidDataException or EndOfStreamException;

    private ReadOnlyMemory<byte> Proven(ReadOnlyMemory<byte> lastBlock)
    {
        DiffId actual = DiffId.FromDigest(tar.Finish());
        if (actual != node.DiffId)
        {
            throw _fault = new LayerCorruptException(node.ChainId, $"its tar now has digest {actual}, registered was {node.DiffId}");
        }

        return lastBlock;
    }
}
