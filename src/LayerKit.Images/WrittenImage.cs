using LayerKit.Identity;

namespace LayerKit.Images;

/// <summary>An image that was written.</summary>
/// <param name="Path">Full path of the file or directory.</param>
/// <param name="Digest">What the image is pulled and signed by: the digest of its manifest, or in a docker archive, which has none, of its config.</param>
/// <param name="MediaType">Of what <paramref name="Digest"/> names.</param>
/// <param name="Size">Bytes of what <paramref name="Digest"/> names.</param>
/// <param name="ConfigDigest">Digest of its config, docker's image id.</param>
/// <param name="Layers">From the lowest to the top.</param>
/// <param name="IsUnchanged">True when the same image lay there already and nothing was replaced.</param>
public sealed record WrittenImage(
    string Path, Digest Digest, string MediaType, long Size, Digest ConfigDigest, IReadOnlyList<WrittenLayer> Layers, bool IsUnchanged);
