namespace LayerKit.Images.Json;

/// <summary>Maps and sets as documents have them: sorted by code unit, and left out when empty.</summary>
internal static class SortedMaps
{
    public static SortedDictionary<string, string>? OrNull(this IReadOnlyDictionary<string, string> map) =>
        map.Count == 0 ? null : new SortedDictionary<string, string>(map.ToDictionary(), StringComparer.Ordinal);

    public static SortedDictionary<string, OciNothing>? OrNull(this IEnumerable<string> set)
    {
        SortedDictionary<string, OciNothing> sorted = new(StringComparer.Ordinal);
        foreach (string item in set)
        {
            sorted[item] = OciNothing.Value;
        }

        return sorted.Count == 0 ? null : sorted;
    }
}
