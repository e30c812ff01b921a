using LayerKit.Images;

namespace LayerKit.Cli.Json;

/// <summary>A layer of an image that <c>image save</c> wrote.</summary>
internal sealed record SavedLayer(string ChainId, string DiffId, string Digest, string MediaType, long Size, long CompressedSize)
{
    public static SavedLayer Of(WrittenLayer layer) => new(
        layer.ChainId.ToString(), layer.DiffId.ToString(), layer.Digest.ToString(), layer.MediaType, layer.Size, layer.CompressedSize);
}
