using LayerKit.Drivers.Tree;
using LayerKit.Identity;

namespace LayerKit.Drivers.Btrfs;

/// <summary>Where things are below the driver's root: <c>subvolumes/&lt;id&gt;</c> and <c>quotas/&lt;id&gt;</c> as in Docker's btrfs, and LayerKit's own beside them.</summary>
internal sealed class BtrfsLayout(string root)
{
    private const int RandomDigits = 16;

    public string Root => root;

    public string Layers { get; } = Path.Combine(root, "subvolumes");

    public string StagingArea { get; } = Path.Combine(root, "layerkit", "staging");

    private string ViewArea { get; } = Path.Combine(root, "layerkit", "views");

    private string Quotas { get; } = Path.Combine(root, "quotas");

    private string RemovingArea { get; } = Path.Combine(root, "layerkit", "removing");

    private string DeviationArea { get; } = Path.Combine(root, "layerkit", "deviations");

    public string Layer(CacheId id) => Path.Combine(Layers, Name(id));

    public string Staging(CacheId id) => Path.Combine(StagingArea, Name(id));

    /// <summary>A read-only snapshot of a committed layer, while somebody looks at it.</summary>
    public string View(CacheId id) => Path.Combine(ViewArea, Name(id));

    /// <summary>The size that an RW layer was given, in decimal digits.</summary>
    public string Quota(CacheId id) => Path.Combine(Quotas, Name(id));

    public string Deviations(CacheId id) => Path.Combine(DeviationArea, Name(id) + ".jsonl");

    /// <summary>A new place to move a layer to that is to be removed. The random part comes first, so that the longest ids still make a name.</summary>
    public string Removing(CacheId id) => Path.Combine(RemovingArea, $"{Guid.NewGuid().ToString("N")[..RandomDigits]}-{Name(id)}");

    /// <summary>What earlier removals of an id have left.</summary>
    public IEnumerable<string> LeftInRemoving(CacheId id) =>
        Directory.EnumerateDirectories(RemovingArea).Where(path => Path.GetFileName(path)[(RandomDigits + 1)..] == Name(id));

    /// <summary>Makes all directories, for nobody but us: trees have setuid files in them.</summary>
    public void Create()
    {
        foreach (string directory in (string[])[Layers, Quotas, StagingArea, RemovingArea, DeviationArea, ViewArea])
        {
            PrivateDirectory.Create(directory);
        }
    }

    private static string Name(CacheId id) => id.IsEmpty ? throw new ArgumentException("the id is empty", nameof(id)) : id.ToString();
}
