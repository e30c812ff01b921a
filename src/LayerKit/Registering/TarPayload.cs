using LayerKit.Drivers;
using LayerKit.Errors;
using LayerKit.TarSplit;

namespace LayerKit.Registering;

/// <summary>The payload of the member that a disassembler stands on, as drivers see it. One object serves all members.</summary>
internal sealed class TarPayload(TarDisassembler tar) : LayerPayload
{
    private long _length;
    private ReadOnlyMemory<byte> _rest;

    public override long Length => _length;

    /// <summary>Starts on the member that was just read.</summary>
    public void Begin(long length)
    {
        _length = length;
        _rest = default;
    }

    public override ReadOnlySpan<byte> NextPiece()
    {
        ReadOnlyMemory<byte> piece = Take();
        _rest = default;
        return piece.Span;
    }

    public override int Read(Span<byte> destination)
    {
        ReadOnlyMemory<byte> piece = Take();
        int count = Math.Min(destination.Length, piece.Length);
        piece.Span[..count].CopyTo(destination);
        _rest = piece[count..];
        return count;
    }

    /// <summary>Reads what the driver left, because its checksum counts.</summary>
    public void Drain()
    {
        while (!NextPiece().IsEmpty)
        {
        }
    }

    private ReadOnlyMemory<byte> Take()
    {
        try
        {
            return _rest.IsEmpty ? tar.ReadPayload() : _rest;
        }
        catch (TarFormatException e)
        {
            throw new MalformedTarException(e.Message, e.Offset, e);
        }
    }
}
