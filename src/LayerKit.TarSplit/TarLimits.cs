namespace LayerKit.TarSplit;

/// <summary>How much of a tar may have to be held in memory at once. What goes beyond is refused with <see cref="TarFormatException"/>.</summary>
public sealed class TarLimits
{
    /// <summary>The limits that Docker has, and room for several special headers before one member.</summary>
    public static TarLimits Default { get; } = new();

    /// <summary>Most bytes in one PAX, GNU long-name or GNU long-link header; 1 MiB as in Go's archive/tar.</summary>
    public int MaxSpecialHeader { get; init; } = 1024 * 1024;

    /// <summary>Most bytes in all headers of one member together.</summary>
    public int MaxSegment { get; init; } = 16 * 1024 * 1024;
}
