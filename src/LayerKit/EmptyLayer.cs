using LayerKit.Identity;

namespace LayerKit;

/// <summary>The layer with nothing in it: its tar is 1024 NUL bytes, the end marker alone. A constant, in no store.</summary>
public static class EmptyLayer
{
    private const int TarSize = 1024;

    /// <summary>The digest of 1024 NUL bytes.</summary>
    public static DiffId DiffId { get; } = DiffId.FromDigest(Digest.Compute(new byte[TarSize]));

    /// <summary>As a base layer's, the same digest.</summary>
    public static ChainId ChainId { get; } = ChainId.Of(null, DiffId);

    /// <summary>Opens its tar; the caller disposes the stream.</summary>
    public static Stream OpenTar() => new MemoryStream(new byte[TarSize], writable: false);
}
