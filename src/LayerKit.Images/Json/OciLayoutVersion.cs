using System.Text.Json.Serialization;

namespace LayerKit.Images.Json;

/// <summary>The file <c>oci-layout</c> (OCI image-spec, image-layout.md).</summary>
internal sealed record OciLayoutVersion([property: JsonPropertyName("imageLayoutVersion")] string? Version)
{
    public const string FileName = "oci-layout";

    /// <summary>The only version there is.</summary>
    public static OciLayoutVersion Current { get; } = new("1.0.0");
}
