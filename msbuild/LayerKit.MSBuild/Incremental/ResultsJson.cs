using System.Text.Json.Serialization;

namespace LayerKit.MSBuild.Incremental;

/// <summary>How a results file is written, without reflection: a build pays for that at every start.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ItemRecord[]))]
internal sealed partial class ResultsJson : JsonSerializerContext;
