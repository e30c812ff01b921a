using System.Text.Json;

namespace LayerKit.MSBuild.Incremental;

/// <summary>The result items of the last run of a target, for the builds that skip it: MSBuild infers no task outputs of a skipped target.</summary>
/// <remarks>Read and written by hand: a serializer's code would be compiled in every build, which is most of what an unchanged one does.</remarks>
internal static class LastResults
{
    /// <summary>What was written last; nothing when there is no file or it is no longer readable, which only means that the work is done again.</summary>
    public static IReadOnlyList<ItemRecord> Read(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var records = new List<ItemRecord>();
            foreach (JsonElement element in document.RootElement.EnumerateArray())
            {
                records.Add(Record(element));
            }

            return records;
        }
        catch (Exception damage) when (damage is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return [];
        }
    }

    public static void Write(string path, IEnumerable<ItemRecord> records)
    {
        using var content = new MemoryStream();
        using (var json = new Utf8JsonWriter(content, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartArray();
            foreach (ItemRecord record in records)
            {
                Write(json, record);
            }

            json.WriteEndArray();
        }

        SideFile.Write(path, content.ToArray());
    }

    private static ItemRecord Record(JsonElement element)
    {
        var witnesses = new List<string>();
        foreach (JsonElement witness in element.GetProperty(nameof(ItemRecord.Witnesses)).EnumerateArray())
        {
            witnesses.Add(Text(witness));
        }

        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (JsonProperty value in element.GetProperty(nameof(ItemRecord.Metadata)).EnumerateObject())
        {
            metadata[value.Name] = Text(value.Value);
        }

        return new ItemRecord(Text(element.GetProperty(nameof(ItemRecord.Identity))), Text(element.GetProperty(nameof(ItemRecord.Stamp))), witnesses, metadata);
    }

    private static string Text(JsonElement element) => element.GetString() ?? throw new JsonException("a text is missing");

    private static void Write(Utf8JsonWriter json, ItemRecord record)
    {
        json.WriteStartObject();
        json.WriteString(nameof(ItemRecord.Identity), record.Identity);
        json.WriteString(nameof(ItemRecord.Stamp), record.Stamp);
        json.WriteStartArray(nameof(ItemRecord.Witnesses));
        foreach (string witness in record.Witnesses)
        {
            json.WriteStringValue(witness);
        }

        json.WriteEndArray();
        json.WriteStartObject(nameof(ItemRecord.Metadata));
        foreach (string name in record.Metadata.Keys.Order(StringComparer.Ordinal))
        {
            json.WriteString(name, record.Metadata[name]);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
