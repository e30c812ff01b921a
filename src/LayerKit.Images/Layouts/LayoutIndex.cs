using System.Text.Json;
using System.Text.Json.Nodes;
using LayerKit.Errors;
using LayerKit.Images.Json;
using LayerKit.Images.Writing;

namespace LayerKit.Images.Layouts;

/// <summary>The images that a layout names: <c>index.json</c> (OCI image-spec, image-index.md). What others wrote there stays as it is.</summary>
internal sealed class LayoutIndex
{
    public const string FileName = "index.json";

    private const string ReferenceAnnotation = "org.opencontainers.image.ref.name";

    // What containerd calls the image when it imports the archive (containerd, images/annotations.go).
    private const string ContainerdNameAnnotation = "io.containerd.image.name";

    private static readonly JsonSerializerOptions Compact = new() { Encoder = ImageJson.Canonical.Options.Encoder };

    private readonly JsonObject _document;
    private readonly JsonArray _manifests;

    private LayoutIndex(JsonObject document, JsonArray manifests)
    {
        _document = document;
        _manifests = manifests;
    }

    /// <summary>The digests it names.</summary>
    public IEnumerable<string> Digests => _manifests.Select(entry => Text(entry, "digest") ?? "");

    public static LayoutIndex CreateEmpty()
    {
        JsonArray manifests = [];
        JsonObject document = new() { ["schemaVersion"] = 2, ["mediaType"] = OciMediaTypes.Index, ["manifests"] = manifests };
        return new LayoutIndex(document, manifests);
    }

    /// <summary>Reads an index.</summary>
    /// <param name="layout">What errors are about.</param>
    /// <param name="content">The file.</param>
    /// <exception cref="ImageLayoutException">It is not an index.</exception>
    public static LayoutIndex Parse(string layout, byte[] content)
    {
        try
        {
            return JsonNode.Parse(content) is JsonObject document && document["manifests"] is JsonArray manifests
                ? new LayoutIndex(document, manifests)
                : throw new ImageLayoutException(layout, $"its {FileName} has no manifests");
        }
        catch (JsonException e)
        {
            throw new ImageLayoutException(layout, $"its {FileName} is damaged: {e.Message}", e);
        }
    }

    /// <summary>An entry for each tag, or one without a name.</summary>
    public static IEnumerable<OciDescriptor> Entries(OciDescriptor manifest, ImageTags tags) =>
        tags.References.Count == 0 ? [manifest] : tags.References.Select((reference, i) => manifest with
        {
            Annotations = Names(reference, tags.FullNames.Count == 0 ? null : tags.FullNames[i]),
        });

    /// <summary>Names an image in place of the one that had its name; without a name, of the nameless one for its platform.</summary>
    public void Set(OciDescriptor entry)
    {
        JsonNode added = JsonSerializer.SerializeToNode(entry, ImageJson.Canonical.OciDescriptor)!;
        int[] places = [.. Enumerable.Range(0, _manifests.Count).Where(i => IsSamePlace(_manifests[i], added))];
        if (places is [])
        {
            _manifests.Add(added);
            return;
        }

        foreach (int further in places[1..].Reverse())
        {
            _manifests.RemoveAt(further);
        }

        _manifests[places[0]] = added;
    }

    public byte[] ToBytes() => System.Text.Encoding.UTF8.GetBytes(_document.ToJsonString(Compact));

    private static SortedDictionary<string, string> Names(string reference, string? fullName)
    {
        SortedDictionary<string, string> names = new(StringComparer.Ordinal) { [ReferenceAnnotation] = reference };
        if (fullName is not null)
        {
            names[ContainerdNameAnnotation] = fullName;
        }

        return names;
    }

    private static bool IsSamePlace(JsonNode? there, JsonNode added)
    {
        string? reference = Reference(added);
        return reference == Reference(there) && (reference is not null || JsonNode.DeepEquals((there as JsonObject)?["platform"], added["platform"]));
    }

    private static string? Reference(JsonNode? entry) => entry is JsonObject descriptor ? Text(descriptor["annotations"], ReferenceAnnotation) : null;

    private static string? Text(JsonNode? node, string member) =>
        node is JsonObject document && document[member] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
