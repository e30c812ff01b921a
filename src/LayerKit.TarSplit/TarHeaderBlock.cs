using System.Runtime.InteropServices;

namespace LayerKit.TarSplit;

/// <summary>One header block of 512 bytes, looked at in place. Offsets: POSIX.1-1988 ustar; dialects: Go's archive/tar/format.go.</summary>
internal readonly ref struct TarHeaderBlock(ReadOnlySpan<byte> block)
{
    public const int Size = 512;

    private const int ChecksumStart = 148;
    private const int ChecksumLength = 8;

    private readonly ReadOnlySpan<byte> _block = block;

    public bool IsZero => !_block.ContainsAnyExcept((byte)0);

    public byte TypeFlag => _block[156];

    public ReadOnlySpan<byte> Name => Text(_block[..100]);

    public ReadOnlySpan<byte> LinkName => Text(_block.Slice(157, 100));

    public ReadOnlySpan<byte> Mode => _block.Slice(100, 8);

    public ReadOnlySpan<byte> UserId => _block.Slice(108, 8);

    public ReadOnlySpan<byte> GroupId => _block.Slice(116, 8);

    public ReadOnlySpan<byte> PayloadSize => _block.Slice(124, 12);

    public ReadOnlySpan<byte> ModifiedTime => _block.Slice(136, 12);

    public ReadOnlySpan<byte> DeviceMajor => _block.Slice(329, 8);

    public ReadOnlySpan<byte> DeviceMinor => _block.Slice(337, 8);

    /// <summary>GNU's old sparse format: whether blocks with more of the map follow, and the size with all holes.</summary>
    public bool IsSparseMapExtended => _block[482] != 0;

    public ReadOnlySpan<byte> SparseRealSize => _block.Slice(483, 12);

    public TarHeaderFormat Format
    {
        get
        {
            ReadOnlySpan<byte> magic = _block.Slice(257, 8);
            return magic.SequenceEqual("ustar  \0"u8) ? TarHeaderFormat.Gnu
                : !magic.StartsWith("ustar\0"u8) ? TarHeaderFormat.V7
                : _block[508..].SequenceEqual("tar\0"u8) ? TarHeaderFormat.Star
                : TarHeaderFormat.Ustar;
        }
    }

    /// <summary>What comes before the name and a slash; empty when there is nothing.</summary>
    public ReadOnlySpan<byte> Prefix => Format switch
    {
        TarHeaderFormat.Ustar => Text(_block.Slice(345, 155)),
        TarHeaderFormat.Star => Text(_block.Slice(345, 131)),
        TarHeaderFormat.Gnu => MistakenGnuPrefix,
        _ => default,
    };

    // Go before 1.8 wrote a ustar prefix into GNU headers, over the access and change times; those archives are told by times that are no numbers.
    private ReadOnlySpan<byte> MistakenGnuPrefix
    {
        get
        {
            ReadOnlySpan<byte> prefix = Text(_block.Slice(345, 155));
            return IsGnuTime(_block.Slice(345, 12)) && IsGnuTime(_block.Slice(357, 12)) || !System.Text.Ascii.IsValid(prefix) ? default : prefix;
        }
    }

    /// <summary>True when the checksum is right, summed as unsigned bytes (the standard) or as signed ones (old Sun tars).</summary>
    public bool HasValidChecksum()
    {
        if (!TarNumber.TryParseOctal(_block.Slice(ChecksumStart, ChecksumLength), out long stated))
        {
            return false;
        }

        // The checksum's own field counts as spaces.
        ReadOnlySpan<byte> field = _block.Slice(ChecksumStart, ChecksumLength);
        long unsigned = Sum(_block) - Sum(field) + (ChecksumLength * (byte)' ');
        return stated == unsigned || stated == unsigned - (256 * (CountHigh(_block) - CountHigh(field)));
    }

    internal static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> field)
    {
        int end = field.IndexOf((byte)0);
        return end < 0 ? field : field[..end];
    }

    private static bool IsGnuTime(ReadOnlySpan<byte> field) => field[0] == 0 || TarNumber.TryParseField(field, out _);

    // Eight bytes at a time in four lanes of 16 bits, which hold the 128 bytes that a whole block adds to each.
    private static long Sum(ReadOnlySpan<byte> bytes)
    {
        const ulong EvenBytes = 0x00FF00FF00FF00FF;
        const ulong EvenLanes = 0x0000FFFF0000FFFF;
        ulong lanes = 0;
        foreach (ulong eight in MemoryMarshal.Cast<byte, ulong>(bytes))
        {
            lanes += (eight & EvenBytes) + ((eight >> 8) & EvenBytes);
        }

        ulong halves = (lanes & EvenLanes) + ((lanes >> 16) & EvenLanes);
        return (long)((halves & uint.MaxValue) + (halves >> 32));
    }

    // As a signed byte, each of these counts 256 less.
    private static int CountHigh(ReadOnlySpan<byte> bytes)
    {
        int count = 0;
        foreach (byte value in bytes)
        {
            count += value >> 7;
        }

        return count;
    }
}
