using System.Text.Json.Serialization;

namespace LayerKit.Images.Json;

/// <summary>What is said of one layer. Readers expect as many entries as there are layers.</summary>
internal sealed record OciHistory(
    [property: JsonPropertyName("created")] string Created,
    [property: JsonPropertyName("created_by")] string? CreatedBy);
