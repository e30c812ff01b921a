using System.IO.Hashing;

namespace LayerKit.Drivers.Content;

/// <summary>Puts small payloads together into objects, because a file of its own costs more than a small payload is worth.</summary>
/// <remarks>
/// A run ends after a payload whose hash says so, about one in <see cref="CutMask"/> + 1. So two layers that have the same small files in the same
/// order have the same runs but for those around a difference, and share them.
/// </remarks>
internal sealed class RunBuilder(IndexBuilder index, StagedLayer objects)
{
    /// <summary>Payloads below this many bytes go into runs. It is the block size of common file systems: a smaller file wastes the rest.</summary>
    public const int PayloadLimit = 4096;

    private const ulong CutMask = 63;
    private const int Capacity = 256 * 1024;

    private readonly byte[] _run = new byte[Capacity];
    private int _length;
    private int _object;

    public PayloadSlot Add(LayerPayload payload)
    {
        int length = (int)payload.Length;
        if (_length + length > Capacity)
        {
            Flush();
        }

        if (_length == 0)
        {
            _object = index.ReserveObject();
        }

        Span<byte> room = _run.AsSpan(_length, length);
        payload.ReadAll(room);
        PayloadSlot slot = new(_object, _length);
        _length += length;
        if ((XxHash3.HashToUInt64(room) & CutMask) == 0)
        {
            Flush();
        }

        return slot;
    }

    /// <summary>Ends the run that is under way.</summary>
    public void Flush()
    {
        if (_length > 0)
        {
            index.SetObject(_object, objects.Put(_run.AsSpan(0, _length)));
            _length = 0;
        }
    }
}
