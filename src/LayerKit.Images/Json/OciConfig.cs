using System.Text.Json.Serialization;

namespace LayerKit.Images.Json;

/// <summary>The config of an image (OCI image-spec, config.md). Docker's is the same for what stands here.</summary>
internal sealed record OciConfig(
    [property: JsonPropertyName("created")] string Created,
    [property: JsonPropertyName("author")] string? Author,
    [property: JsonPropertyName("architecture")] string Architecture,
    [property: JsonPropertyName("os")] string OS,
    [property: JsonPropertyName("variant")] string? Variant,
    [property: JsonPropertyName("config")] OciRunConfig Config,
    [property: JsonPropertyName("rootfs")] OciRootFs RootFs,
    [property: JsonPropertyName("history")] IReadOnlyList<OciHistory> History);
