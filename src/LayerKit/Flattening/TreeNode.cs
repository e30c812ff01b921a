using LayerKit.Drivers;

namespace LayerKit.Flattening;

/// <summary>A name in a merged tree.</summary>
/// <param name="version">What is there; hard links share it. Null for a directory that no layer has an entry for.</param>
/// <param name="parent">The directory it is in; null for the root.</param>
internal sealed class TreeNode(KeptEntry? version, TreeNode? parent)
{
    private static readonly Comparer<byte[]> ByBytes = Comparer<byte[]>.Create((one, other) => one.AsSpan().SequenceCompareTo(other));

    public TreeNode? Parent => parent;

    /// <summary>What is there. A directory's is replaced by a later entry, and what is in it stays.</summary>
    public KeptEntry? Version { get; set; } = version;

    /// <summary>What is in a directory, by the bytes of its name.</summary>
    public SortedDictionary<byte[], TreeNode> Children { get; } = new(ByBytes);

    public bool IsDirectory => Version is null or { Type: LayerEntryType.Directory };

    public bool IsSymbolicLink => Version is { Type: LayerEntryType.SymbolicLink };

    /// <summary>The names of two directories, each once, in their order.</summary>
    public static IEnumerable<byte[]> Names(TreeNode? one, TreeNode? other) =>
        new SortedSet<byte[]>(new[] { one, other }.SelectMany(node => node is null ? [] : node.Children.Keys.AsEnumerable()), ByBytes);
}
