using System.Text.Json.Serialization;

namespace LayerKit.Opening;

/// <summary>Reads and writes manifests without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StoreManifest))]
internal sealed partial class StoreManifestJson : JsonSerializerContext;
