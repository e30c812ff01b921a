namespace LayerKit.Images.Json;

/// <summary>Media types of OCI image-spec 1.0, media-types.md.</summary>
internal static class OciMediaTypes
{
    public const string Index = "application/vnd.oci.image.index.v1+json";
    public const string Manifest = "application/vnd.oci.image.manifest.v1+json";
    public const string Config = "application/vnd.oci.image.config.v1+json";

    private const string Layer = "application/vnd.oci.image.layer.v1.tar";

    /// <summary>Of a layer's blob.</summary>
    public static string OfLayer(LayerCompressionKind compression) => compression switch
    {
        LayerCompressionKind.Gzip => Layer + "+gzip",
        LayerCompressionKind.Zstd => Layer + "+zstd",
        _ => Layer,
    };
}
