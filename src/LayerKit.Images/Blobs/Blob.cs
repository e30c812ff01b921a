using LayerKit.Identity;

namespace LayerKit.Images.Blobs;

/// <summary>Bytes by their digest.</summary>
internal readonly record struct Blob(Digest Digest, long Size)
{
    public static Blob Of(ReadOnlySpan<byte> content) => new(Digest.Compute(content), content.Length);
}
