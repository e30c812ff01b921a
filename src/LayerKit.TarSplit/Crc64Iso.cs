using System.IO.Hashing;

namespace LayerKit.TarSplit;

/// <summary>The checksum of file payloads in tar-split: CRC-64 with Go's "ISO" polynomial, computed piece by piece.</summary>
public sealed class Crc64Iso
{
    // ISO 3309 as Go's hash/crc64 uses it: bits reflected, all ones before and after. Not the ECMA polynomial that Crc64 has by default.
    private static readonly Crc64ParameterSet Iso = Crc64ParameterSet.Create(0x1B, ulong.MaxValue, ulong.MaxValue, reflectValues: true);

    private readonly Crc64 _crc = new(Iso);

    /// <summary>The checksum of everything appended since the last <see cref="Reset"/>.</summary>
    public ulong Value => _crc.GetCurrentHashAsUInt64();

    /// <summary>The checksum of <paramref name="bytes"/>.</summary>
    public static ulong Compute(ReadOnlySpan<byte> bytes) => Crc64.HashToUInt64(Iso, bytes);

    /// <summary>Adds the next bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes) => _crc.Append(bytes);

    /// <summary>Starts anew.</summary>
    public void Reset() => _crc.Reset();
}
