using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace LayerKit.Images.Json;

/// <summary>The documents of an image, written one way only: members as declared, sets and maps sorted, no white space, nothing that is null.</summary>
[JsonSerializable(typeof(OciConfig))]
[JsonSerializable(typeof(OciManifest))]
[JsonSerializable(typeof(OciLayoutVersion))]
[JsonSerializable(typeof(DockerManifest[]))]
internal sealed partial class ImageJson : JsonSerializerContext
{
    public static ImageJson Canonical { get; } = new(new JsonSerializerOptions
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static byte[] Write<T>(T document, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(document, type);
}
