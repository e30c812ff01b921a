namespace LayerKit.TarSplit;

/// <summary>One header block of 512 bytes, looked at in place. Field offsets: POSIX.1-1988 ustar; the dialects as in Go's archive/tar/format.go.</summary>
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

        long unsigned = Sum(_block[..ChecksumStart]) + (ChecksumLength * (byte)' ') + Sum(_block[(ChecksumStart + ChecksumLength)..]);
        return stated == unsigned || stated == unsigned - HighBytes(_block[..ChecksumStart]) - HighBytes(_block[(ChecksumStart + ChecksumLength)..]);
    }

    internal static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> field)
    {
        int end = field.IndexOf((byte)0);
        return end < 0 ? field : field[..end];
    }

    private static bool IsGnuTime(ReadOnlySpan<byte> field) => field[0] == 0 || TarNumber.TryParseField(field, out _);

    private static long Sum(ReadOnlySpan<byte> bytes)
    {
        long sum = 0;
        foreach (byte value in bytes)
        {
            sum += value;
        }

        return sum;
    }

    // The difference between a byte's unsigned and signed value, summed.
    private static long HighBytes(ReadOnlySpan<byte> bytes)
    {
        long sum = 0;
        foreach (byte value in bytes)
        {
            sum += (value & 0x80) << 1;
        }

        return sum;
    }
}
