using System.Runtime.CompilerServices;

namespace LayerKit.Drivers.Linux;

/// <summary>Room on the stack for a path that ends in NUL, as system calls want it.</summary>
/// <remarks>A path that does not fit is cut at PATH_MAX bytes, which the kernel answers with ENAMETOOLONG whatever the rest was.</remarks>
[InlineArray(Capacity)]
internal struct CString
{
    private const int PathMax = 4096;
    private const int Capacity = PathMax + 1;

    private byte _first;

    public static unsafe byte* Copy(ReadOnlySpan<byte> text, CString* room)
    {
        text = text.Length > PathMax ? text[..PathMax] : text;
        byte* start = &room->_first;
        text.CopyTo(new Span<byte>(start, PathMax));
        start[text.Length] = 0;
        return start;
    }
}
