using System.Text;
using LayerKit.Drivers.Tree;

namespace LayerKit.Drivers.Portable;

/// <summary>Finds what one tree has otherwise than another by listing both.</summary>
internal sealed class PortableComparer(RecordedTree? older, RecordedTree newer, CancellationToken token)
{
    /// <summary>Changes sorted by path bytes, directories above a change included.</summary>
    public IReadOnlyList<Change> Compare()
    {
        SortedDictionary<string, string> before = older is null ? [] : List(older);
        SortedDictionary<string, string> after = List(newer);
        Dictionary<string, ChangeKind> changes = [];
        foreach ((string path, string state) in after)
        {
            if (!before.TryGetValue(path, out string? old))
            {
                changes[path] = ChangeKind.Added;
            }
            else if (old != state)
            {
                changes[path] = ChangeKind.Modified;
            }
        }

        foreach (string path in before.Keys.Where(path => !after.ContainsKey(path) && after.TryGetValue(Above(path), out string? above) && IsDirectory(above)))
        {
            changes[path] = ChangeKind.Deleted;
        }

        foreach (string path in changes.Keys.ToArray())
        {
            for (string above = Above(path); above.Length > 0 && changes.TryAdd(above, ChangeKind.Modified); above = Above(above))
            {
                token.ThrowIfCancellationRequested();
            }
        }

        List<Change> sorted = [.. changes.Select(static pair => new Change(pair.Value, Encoding.UTF8.GetBytes(pair.Key)))];
        sorted.Sort(static (left, right) => left.PathBytes.Span.SequenceCompareTo(right.PathBytes.Span));
        return sorted;
    }

    private static string Above(string path) => path[..Math.Max(path.LastIndexOf('/'), 0)];

    private static bool IsDirectory(string state) => state.StartsWith(nameof(LayerEntryType.Directory), StringComparison.Ordinal);

    /// <summary>Every path of a tree with all that makes a difference, as text; the root is the empty path.</summary>
    private SortedDictionary<string, string> List(RecordedTree tree)
    {
        SortedDictionary<string, string> states = new(StringComparer.Ordinal);
        PortableRoot root = new(tree.Root);
        using PortableContent content = new(tree.Root, tree.Deviations);
        IEnumerable<byte[]> present = Below(tree.Root).Select(root.PathOf);
        foreach (byte[] path in present.Concat(tree.Deviations.All.Where(static item => item.IsAbsent).Select(static item => item.Path)).Append([]))
        {
            token.ThrowIfCancellationRequested();
            content.TryDescribe(path, out LayerEntry entry);
            states[Encoding.UTF8.GetString(path)] = State(entry);
        }

        return states;
    }

    // .NET's own recursion would go through links to directories.
    private static IEnumerable<string> Below(string directory) => Directory.EnumerateFileSystemEntries(directory)
        .SelectMany(static place => PortableFile.IsDirectory(place) ? Below(place).Prepend(place) : [place]);

    private static string State(in LayerEntry entry)
    {
        // Of links .NET sets no time.
        string contents = entry.Type switch
        {
            LayerEntryType.Directory => "",
            LayerEntryType.SymbolicLink => Convert.ToHexString(entry.LinkTarget),
            _ => $"{entry.Size} {entry.ModifiedTime}",
        };
        IEnumerable<string> xattrs = (entry.Xattrs ?? []).Select(static xattr => $"{Convert.ToHexString(xattr.Name.Span)}={Convert.ToHexString(xattr.Value.Span)}");
        return $"{entry.Type} {entry.Mode} {entry.UserId}:{entry.GroupId} {entry.DeviceMajor}:{entry.DeviceMinor} {contents} {string.Join(' ', xattrs)}";
    }
}
