using System.Buffers.Binary;
using LayerKit.Identity;
using LayerKit.Linux;

namespace LayerKit.Sessions;

/// <summary>Says that two registers are of the same layer before either has read a byte: the same parent and expected DiffID, or the same parent and unchanged file.</summary>
internal sealed record FlightKey(HoldKey Key, string? Identity)
{
    /// <summary>The byte of the lock file that stands for it.</summary>
    public long Offset
    {
        get
        {
            Span<byte> digest = stackalloc byte[Digest.Size];
            Key.Digest.CopyTo(digest);
            return BinaryPrimitives.ReadInt64LittleEndian(digest) & (long.MaxValue >> 1);
        }
    }

    /// <summary>The key of a register, or null when nothing is known in advance.</summary>
    public static FlightKey? Of(Stream source, RegisterOptions options)
    {
        if (options.Expected is { } expected)
        {
            return new FlightKey(HoldKey.Flight($"{options.Parent} {expected}"), null);
        }

        return IdentityOf(source) is { } identity
            ? new FlightKey(HoldKey.Flight($"{options.Parent} {identity} {source.Position}"), identity)
            : null;
    }

    /// <summary>True when the file is still as it was: nobody wrote to it while it was waited for or read.</summary>
    public bool IsTrueOf(Stream source) => Identity is null || IdentityOf(source) == Identity;

    private static string? IdentityOf(Stream source) => source is FileStream { CanSeek: true } file ? FileIdentity.Of(file.SafeFileHandle) : null;
}
