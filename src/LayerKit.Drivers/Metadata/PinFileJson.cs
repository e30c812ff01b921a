using System.Text.Json.Serialization;

namespace LayerKit.Drivers.Metadata;

/// <summary>Reads and writes pins without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(PinFile))]
internal sealed partial class PinFileJson : JsonSerializerContext;
