using LayerKit.Drivers.Tree;
using LayerKit.Identity;

namespace LayerKit.Drivers.Vfs;

/// <summary>Where things are below the driver's root: <c>dir/&lt;id&gt;</c> as in Docker's vfs, and LayerKit's own beside it.</summary>
internal sealed class VfsLayout(string root)
{
    private const int RandomDigits = 16;

    public string Root => root;

    public string Layers { get; } = Path.Combine(root, "dir");

    public string StagingArea { get; } = Path.Combine(root, "layerkit", "staging");

    private string ViewArea { get; } = Path.Combine(root, "layerkit", "views");

    private string NewViewArea { get; } = Path.Combine(root, "layerkit", "views-new");

    private string RemovingArea { get; } = Path.Combine(root, "layerkit", "removing");

    private string DeviationArea { get; } = Path.Combine(root, "layerkit", "deviations");

    public string Layer(CacheId id) => Path.Combine(Layers, Name(id));

    public string Staging(CacheId id) => Path.Combine(StagingArea, Name(id));

    public string Deviations(CacheId id) => Path.Combine(DeviationArea, Name(id) + ".jsonl");

    /// <summary>A copy of a committed layer, for somebody to look at.</summary>
    public string View(CacheId id) => Path.Combine(ViewArea, Name(id));

    /// <summary>Such a copy before it is whole.</summary>
    public string NewView(CacheId id) => Path.Combine(NewViewArea, Name(id));

    /// <summary>A new place to move a layer to that is to be removed.</summary>
    public string Removing(CacheId id) => Path.Combine(RemovingArea, $"{Name(id)}-{Guid.NewGuid().ToString("N")[..RandomDigits]}");

    /// <summary>What earlier removals of an id have left. The fixed length keeps <c>a</c> apart from <c>a-init</c>.</summary>
    public IEnumerable<string> LeftInRemoving(CacheId id) =>
        Directory.EnumerateDirectories(RemovingArea, Name(id) + "-" + new string('?', RandomDigits));

    /// <summary>Makes all directories, for nobody but us: trees have setuid files in them.</summary>
    public void Create()
    {
        foreach (string directory in (string[])[Layers, StagingArea, ViewArea, NewViewArea, RemovingArea, DeviationArea])
        {
            PrivateDirectory.Create(directory);
        }
    }

    private static string Name(CacheId id) => id.IsEmpty ? throw new ArgumentException("the id is empty", nameof(id)) : id.ToString();
}
