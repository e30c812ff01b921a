namespace LayerKit.Drivers.Content;

/// <summary>Takes the bytes of payloads.</summary>
internal static class PayloadReading
{
    /// <summary>True when the payload has no holes.</summary>
    public static bool IsWhole(this LayerPayload payload) =>
        payload.Extents is [{ Offset: 0 } extent] && extent.Length == payload.Length;

    /// <summary>Reads a payload without holes.</summary>
    /// <exception cref="EndOfStreamException">It is shorter than it says.</exception>
    public static void ReadAll(this LayerPayload payload, Span<byte> room)
    {
        while (!room.IsEmpty)
        {
            ReadOnlySpan<byte> piece = payload.NextPieceOrThrow();
            piece.CopyTo(room);
            room = room[piece.Length..];
        }
    }

    /// <summary>The next bytes, of which there have to be some.</summary>
    /// <exception cref="EndOfStreamException">There are none.</exception>
    public static ReadOnlySpan<byte> NextPieceOrThrow(this LayerPayload payload)
    {
        ReadOnlySpan<byte> piece = payload.NextPiece();
        return piece.IsEmpty ? throw new EndOfStreamException("a payload is shorter than it says") : piece;
    }
}
