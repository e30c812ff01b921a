using LayerKit.Drivers;

namespace LayerKit.Testing.Drivers;

/// <summary>What a driver's own list of changes has to equal: two whole trees compared file by file.</summary>
internal static class NaiveDiff
{
    public static IReadOnlyList<Change> Of(LayerTree? older, LayerTree younger)
    {
        SortedDictionary<string, ChangeKind> changes = new(StringComparer.Ordinal);
        IReadOnlyDictionary<string, LayerNode> before = older?.Nodes ?? new Dictionary<string, LayerNode>();
        foreach ((string path, LayerNode node) in younger.Nodes)
        {
            if (!before.TryGetValue(path, out LayerNode? was))
            {
                changes.Add(path, ChangeKind.Added);
            }
            else if (State(was) != State(node))
            {
                changes.Add(path, ChangeKind.Modified);
            }
        }

        foreach (string path in before.Keys.Where(path => !younger.Nodes.ContainsKey(path)))
        {
            if (younger.Nodes.TryGetValue(Parent(path), out LayerNode? parent) && parent.Type == LayerEntryType.Directory)
            {
                changes.Add(path, ChangeKind.Deleted);
            }
        }

        foreach (string path in changes.Keys.ToArray())
        {
            for (string above = Parent(path); above.Length > 0; above = Parent(above))
            {
                changes.TryAdd(above, ChangeKind.Modified);
            }
        }

        if (older is null)
        {
            changes.Remove("");
        }

        return [.. changes.Select(pair => new Change(pair.Value, StepEntry.Bytes(pair.Key)))];
    }

    // The time of a directory follows from what is in it, and other names of a file are other files' business.
    private static LayerNode State(LayerNode node) =>
        node with { SameAs = "", ModifiedTime = node.Type == LayerEntryType.Directory ? default : node.ModifiedTime };

    private static string Parent(string path) => path.LastIndexOf('/') is > 0 and int at ? path[..at] : "";
}
