using System.Text.Json.Serialization;

namespace LayerKit.Images.Json;

/// <summary>Config and layers of an image for one platform (OCI image-spec, manifest.md).</summary>
internal sealed record OciManifest(
    [property: JsonPropertyName("schemaVersion")] int SchemaVersion,
    [property: JsonPropertyName("mediaType")] string MediaType,
    [property: JsonPropertyName("config")] OciDescriptor Config,
    [property: JsonPropertyName("layers")] IReadOnlyList<OciDescriptor> Layers,
    [property: JsonPropertyName("annotations")] SortedDictionary<string, string>? Annotations);
