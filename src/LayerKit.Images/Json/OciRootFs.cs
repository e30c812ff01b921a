using System.Text.Json.Serialization;

namespace LayerKit.Images.Json;

/// <summary>The DiffIDs of the layers, from the lowest to the top.</summary>
internal sealed record OciRootFs(
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("diff_ids")] IReadOnlyList<string> DiffIds);
