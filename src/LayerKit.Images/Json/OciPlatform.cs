using System.Text.Json.Serialization;

namespace LayerKit.Images.Json;

/// <summary>A platform in an index.</summary>
internal sealed record OciPlatform(
    [property: JsonPropertyName("architecture")] string Architecture,
    [property: JsonPropertyName("os")] string OS,
    [property: JsonPropertyName("variant")] string? Variant);
