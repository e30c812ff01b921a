namespace LayerKit.TarSplit;

/// <summary>The type flags of tar headers that have a meaning here (POSIX ustar, and GNU's <c>S</c>).</summary>
public static class TarTypeFlag
{
    /// <summary>Regular file, <c>0</c>.</summary>
    public const byte File = (byte)'0';

    /// <summary>Hard link, <c>1</c>.</summary>
    public const byte HardLink = (byte)'1';

    /// <summary>Symbolic link, <c>2</c>.</summary>
    public const byte SymbolicLink = (byte)'2';

    /// <summary>Character device, <c>3</c>.</summary>
    public const byte CharacterDevice = (byte)'3';

    /// <summary>Block device, <c>4</c>.</summary>
    public const byte BlockDevice = (byte)'4';

    /// <summary>Directory, <c>5</c>.</summary>
    public const byte Directory = (byte)'5';

    /// <summary>Named pipe, <c>6</c>.</summary>
    public const byte Fifo = (byte)'6';

    /// <summary>Sparse file in GNU's old format, <c>S</c>.</summary>
    public const byte GnuSparse = (byte)'S';

    /// <summary>PAX global header, <c>g</c>.</summary>
    public const byte GlobalHeader = (byte)'g';

    internal const byte OldFile = 0;
    internal const byte ContiguousFile = (byte)'7';
    internal const byte PaxHeader = (byte)'x';
    internal const byte GnuLongName = (byte)'L';
    internal const byte GnuLongLink = (byte)'K';

    /// <summary>True for types after whose header no payload follows, whatever its size field says (as Go's archive/tar reads them).</summary>
    internal static bool IsHeaderOnly(byte flag) => flag is >= HardLink and <= Fifo;
}
