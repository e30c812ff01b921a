using System.Text.Json;

namespace LayerKit.MSBuild.Incremental;

/// <summary>The result items of the last run of a target, for the builds that skip it: MSBuild infers no task outputs of a skipped target.</summary>
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
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), ResultsJson.Default.ItemRecordArray) ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    public static void Write(string path, IEnumerable<ItemRecord> records) =>
        SideFile.Write(path, JsonSerializer.SerializeToUtf8Bytes([.. records], ResultsJson.Default.ItemRecordArray));
}
