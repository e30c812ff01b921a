using LayerKit.Images;

namespace LayerKit.Cli.Json;

/// <summary>What <c>image save</c> wrote.</summary>
internal sealed record SavedImage(string Path, string[] Tags, string Digest, string MediaType, long Size, string ConfigDigest, bool Existed, SavedLayer[] Layers)
{
    public static SavedImage Of(WrittenImage image, IReadOnlyList<string> tags) => new(
        image.Path,
        [.. tags],
        image.Digest.ToString(),
        image.MediaType,
        image.Size,
        image.ConfigDigest.ToString(),
        image.IsUnchanged,
        [.. image.Layers.Select(SavedLayer.Of)]);
}
