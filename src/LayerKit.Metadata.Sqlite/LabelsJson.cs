using System.Text.Json.Serialization;

namespace LayerKit.Metadata.Sqlite;

/// <summary>Reads and writes labels without reflection.</summary>
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
internal sealed partial class LabelsJson : JsonSerializerContext;
