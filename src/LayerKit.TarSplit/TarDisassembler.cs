namespace LayerKit.TarSplit;

/// <summary>Reads a tar once and splits it into raw segments and file payloads, so that joined again they are the same bytes.</summary>
/// <remarks>
/// Segments are cut where Docker's tar-split cuts them: one before each payload (padding of the one before and all headers of this member), one for the
/// end marker, the rest in pieces of at most 1 MiB. After an exception from <see cref="Read"/> there is no next member. The source is the caller's.
/// </remarks>
/// <param name="source">The plain tar.</param>
/// <param name="limits">How much may be held in memory; <see cref="TarLimits.Default"/> when null.</param>
public sealed partial class TarDisassembler(TarSource source, TarLimits? limits = null) : IDisposable
{
    private const int MaxTrailingSegment = 1024 * 1024;

    private readonly TarInput _input = new(source);
    private readonly TarLimits _limits = limits ?? TarLimits.Default;
    private readonly ByteBuffer _segment = new();
    private readonly Crc64Iso _crc = new();
    private long _payloadLeft;
    private int _padding;
    private bool _ended;
    private bool _failed;

    /// <summary>The member that <see cref="Read"/> came to.</summary>
    public TarMember Member { get; } = new();

    /// <summary>The raw bytes since the previous payload; at the end possibly empty. Valid until the next call of a Read method.</summary>
    public ReadOnlySpan<byte> Segment => _segment.Written;

    /// <summary>CRC64 of the payload so far: of all of it after <see cref="SkipPayload"/>, or once <see cref="ReadPayload"/> gave nothing.</summary>
    public ulong PayloadCrc => _crc.Value;

    /// <summary>Bytes of the tar taken so far.</summary>
    public long Offset => _input.Offset;

    /// <summary>Goes to the next member; what was left of the previous payload is read on the way.</summary>
    /// <returns>False at the end: <see cref="Segment"/> is then the end marker, or what there was instead; <see cref="ReadTrailing"/> has the rest.</returns>
    /// <exception cref="TarFormatException">The tar is malformed, cut short in a header or payload, or beyond the limits.</exception>
    /// <exception cref="IOException">The source cannot be read.</exception>
    /// <exception cref="InvalidOperationException">An earlier call failed.</exception>
    public bool Read()
    {
        if (_failed)
        {
            throw new InvalidOperationException("An earlier Read failed, so where the next member starts is not known.");
        }

        if (_ended)
        {
            return false;
        }

        _failed = true;
        SkipPayload();
        _segment.Clear();
        _crc.Reset();
        Member.Clear();
        _ended = !ReadHeaders();
        _failed = false;
        return !_ended;
    }

    /// <summary>The next bytes of the payload, as they lie in the source's block; empty at the end. Valid until the next such call.</summary>
    /// <exception cref="TarFormatException">The tar ends within the payload.</exception>
    /// <exception cref="IOException">The source cannot be read.</exception>
    public ReadOnlySpan<byte> ReadPayload()
    {
        if (_payloadLeft == 0)
        {
            return default;
        }

        ReadOnlySpan<byte> piece = _input.Take(_payloadLeft);
        if (piece.IsEmpty)
        {
            throw new TarFormatException("it ends within a payload", Offset);
        }

        _crc.Append(piece);
        _payloadLeft -= piece.Length;
        return piece;
    }

    /// <summary>Reads what is left of the payload, so that <see cref="PayloadCrc"/> covers all of it.</summary>
    /// <exception cref="TarFormatException">The tar ends within the payload.</exception>
    /// <exception cref="IOException">The source cannot be read.</exception>
    public void SkipPayload()
    {
        while (_payloadLeft > 0)
        {
            ReadPayload();
        }
    }

    /// <summary>After <see cref="Read"/> returned false: puts the next piece of what follows the end marker into <see cref="Segment"/>.</summary>
    /// <returns>False when the tar is read to its last byte.</returns>
    /// <exception cref="InvalidOperationException">There may be more members.</exception>
    /// <exception cref="IOException">The source cannot be read.</exception>
    public bool ReadTrailing()
    {
        if (!_ended)
        {
            throw new InvalidOperationException("Trailing bytes come after the last member: call Read until it returns false.");
        }

        _segment.Clear();
        return _input.CopyTo(_segment, MaxTrailingSegment) > 0;
    }

    /// <summary>Gives the buffers back; the source stays open.</summary>
    public void Dispose()
    {
        _segment.Release();
        Member.Release();
    }
}
