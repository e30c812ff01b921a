using System.Text.Json;
using System.Text.Json.Nodes;
using LayerKit.Identity;
using LayerKit.Images.Blobs;
using LayerKit.Images.Writing;

namespace LayerKit.Images.Layouts;

/// <summary>Which blobs of a layout images refer to, through manifests and indexes of any kind.</summary>
internal sealed class LayoutBlobs(string path)
{
    private const int MaxDocumentSize = 4 * 1024 * 1024;

    // Of manifests, artifact manifests and indexes.
    private static readonly string[] Members = ["config", "subject", "layers", "blobs", "manifests"];

    /// <summary>Removes what only images refer to that are no longer named. A blob that nobody ever referred to stays: another tool may be at work.</summary>
    public void RemoveUnnamed(IEnumerable<string> named, IEnumerable<string> dropped)
    {
        HashSet<Digest> kept = [];
        HashSet<Digest> unnamed = [];
        bool isKnown = named.All(digest => Follow(digest, kept)) && dropped.All(digest => Follow(digest, unnamed));
        if (!isKnown)
        {
            return;
        }

        unnamed.ExceptWith(kept);
        foreach (Digest digest in unnamed)
        {
            Output.Guard(path, () => File.Delete(PathOf(digest)));
        }
    }

    /// <summary>Adds a blob and all it refers to; false when one of them is not understood.</summary>
    private bool Follow(string text, HashSet<Digest> found)
    {
        if (!Digest.TryParse(text, out Digest digest))
        {
            return false;
        }

        return !found.Add(digest) || References(digest) is { } references && references.All(reference => Follow(reference, found));
    }

    /// <summary>The digests in a document's descriptors; none in anything that is no document, null in one that is damaged or missing.</summary>
    private List<string>? References(Digest digest)
    {
        FileInfo file = new(PathOf(digest));
        if (!file.Exists)
        {
            return null;
        }

        bool isDocument = file.Length <= MaxDocumentSize;
        return isDocument && Output.Guard(path, () => Read(file)) is JsonObject document ? [.. Descriptors(document)] : [];
    }

    private static JsonNode? Read(FileInfo file)
    {
        using Stream content = file.OpenRead();
        if (content.ReadByte() != '{')
        {
            return null;
        }

        content.Position = 0;
        try
        {
            return JsonNode.Parse(content);
        }
        catch (JsonException)
        {
            // A layer may begin with a brace; then it is no document.
            return null;
        }
    }

    private static IEnumerable<string> Descriptors(JsonObject document) =>
        from member in Members
        from descriptor in document[member] switch { JsonArray list => list.OfType<JsonObject>(), JsonObject one => [one], _ => [] }
        where descriptor["digest"] is JsonValue
        select descriptor["digest"]!.ToString();

    private string PathOf(Digest digest) => Path.Combine(path, BlobDirectory.NameOf(digest));
}
