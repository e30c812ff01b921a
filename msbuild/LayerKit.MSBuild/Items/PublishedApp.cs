using Microsoft.Build.Framework;

namespace LayerKit.MSBuild.Items;

/// <summary>What the project publishes, and how it is split into layers by how often its files change.</summary>
internal sealed class PublishedApp
{
    public const string DefaultName = "app";

    private const string ByPackages = "packages";
    private const string NoSplit = "none";

    private readonly string _directory;
    private readonly List<SplitRule> _rules; // The project's own first: they decide before the built-in ones.
    private readonly Dictionary<string, ITaskItem> _byPath = new(StringComparer.Ordinal);

    /// <param name="files">The SDK's <c>ResolvedFileToPublish</c>.</param>
    /// <param name="rules">The project's <c>LayerSplitRule</c> items.</param>
    /// <param name="directory">Absolute path of the publish directory; empty when the project has none.</param>
    /// <exception cref="ItemFault">A rule cannot be what it says.</exception>
    public PublishedApp(IEnumerable<ITaskItem> files, IEnumerable<ITaskItem> rules, string directory)
    {
        _directory = Path.TrimEndingDirectorySeparator(directory);
        _rules = [.. rules.Select(SplitRule.Parse), .. SplitRule.BuiltIn];

        // The SDK lists content twice when it is both in a project and in one that it references.
        foreach (ITaskItem file in files)
        {
            _byPath.TryAdd(ItemValues.Text(file, ItemMetadata.RelativePath, Path.GetFileName(file.ItemSpec)).Replace('\\', '/'), file);
        }
    }

    public IReadOnlyList<SourceFile> Files => [.. _byPath.Select(Source)];

    public bool IsPublishDirectory(string path) => _directory.Length > 0 && path == _directory;

    /// <summary>One layer for each kind of file that there is, what changes least at the bottom; the app's own files come last and keep the item's name.</summary>
    /// <exception cref="ItemFault">The way to split is not known.</exception>
    public IReadOnlyList<LayerItem> Split(LayerItem layer)
    {
        if (ItemValues.OneOf(layer.Item, ItemMetadata.Split, NoSplit, ByPackages) == NoSplit)
        {
            return [layer];
        }

        ILookup<SplitRule, SourceFile> groups = _byPath.ToLookup(file => _rules.Find(rule => rule.Takes(file.Key, file.Value))!, Source);
        var layers = new List<LayerItem>();
        foreach (SplitRule rule in _rules.Where(rule => rule.IsOwn || groups.Contains(rule)).OrderBy(rule => rule.Order))
        {
            layers.Add(layer with
            {
                Name = rule.IsOwn ? layer.Name : $"{layer.Name}-{rule.Name}",
                Index = layer.Index + layers.Count,
                Parent = layers.Count == 0 ? layer.Parent : $"@{layers[^1].Name}",
                Files = [.. groups[rule]],
                Hash = rule.IsOwn ? layer.Hash : null,
            });
        }

        return layers;
    }

    private static SourceFile Source(KeyValuePair<string, ITaskItem> file) => new(file.Value.GetMetadata(ItemMetadata.FullPath), file.Key);
}
