using LayerKit.Drivers;
using LayerKit.Errors;
using LayerKit.TarSplit;

namespace LayerKit.Registering;

/// <summary>The payload of the member that a disassembler stands on, as drivers see it. One object serves all members.</summary>
internal sealed class TarPayload(TarDisassembler tar) : LayerPayload
{
    private byte[] _kept = [];
    private int _keptStart;
    private int _keptEnd;
    private long _length;

    public override long Length => _length;

    /// <summary>Starts on the member that was just read.</summary>
    public void Begin(long length)
    {
        _length = length;
        _keptStart = _keptEnd = 0;
    }

    public override ReadOnlySpan<byte> NextPiece()
    {
        if (_keptStart == _keptEnd)
        {
            return ReadTar();
        }

        ReadOnlySpan<byte> piece = _kept.AsSpan(_keptStart.._keptEnd);
        _keptStart = _keptEnd;
        return piece;
    }

    public override int Read(Span<byte> destination)
    {
        if (_keptStart == _keptEnd)
        {
            Keep(ReadTar());
        }

        int count = Math.Min(destination.Length, _keptEnd - _keptStart);
        _kept.AsSpan(_keptStart, count).CopyTo(destination);
        _keptStart += count;
        return count;
    }

    /// <summary>Reads what the driver left, because its checksum counts.</summary>
    public void Drain()
    {
        while (!NextPiece().IsEmpty)
        {
        }
    }

    /// <summary>Pieces are the tar's own buffers; one that is read in parts has to outlive the next call.</summary>
    private void Keep(ReadOnlySpan<byte> piece)
    {
        if (_kept.Length < piece.Length)
        {
            _kept = new byte[piece.Length];
        }

        piece.CopyTo(_kept);
        _keptStart = 0;
        _keptEnd = piece.Length;
    }

    private ReadOnlySpan<byte> ReadTar()
    {
        try
        {
            return tar.ReadPayload();
        }
        catch (TarFormatException e)
        {
            throw new MalformedTarException(e.Reason, e.Offset, e);
        }
    }
}
