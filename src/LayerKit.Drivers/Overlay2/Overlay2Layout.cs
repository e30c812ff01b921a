using System.Security.Cryptography;
using LayerKit.Drivers.Tree;
using LayerKit.Identity;

namespace LayerKit.Drivers.Overlay2;

/// <summary>Where things are below the driver's root: Docker's own names, and LayerKit's in <c>layerkit</c> beside them.</summary>
internal sealed class Overlay2Layout(string root)
{
    private const int RandomDigits = 16;
    private const int LinkLength = 26;
    private const string LinkAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const string LinkArea = "l";
    private const string Own = "layerkit";

    public string Root => root;

    /// <summary>A directory that stays empty: a lower layer for views that would have only one.</summary>
    public string Empty { get; } = Path.Combine(root, Own, "empty");

    /// <summary>Where views are mounted for a moment on kernels that cannot do without.</summary>
    public string ViewArea { get; } = Path.Combine(root, Own, "views");

    public string StagingArea { get; } = Path.Combine(root, Own, "staging");

    /// <summary>Layers that have no parent yet.</summary>
    public string StagedArea { get; } = Path.Combine(root, Own, "staged");

    private string Links { get; } = Path.Combine(root, LinkArea);

    private string RemovingArea { get; } = Path.Combine(root, Own, "removing");

    private string DeviationArea { get; } = Path.Combine(root, Own, "deviations");

    public string Layer(CacheId id) => Path.Combine(root, Name(id));

    public string Diff(CacheId id) => Path.Combine(root, Name(id), "diff");

    public string Work(CacheId id) => Path.Combine(root, Name(id), "work");

    public string Merged(CacheId id) => Path.Combine(root, Name(id), "merged");

    /// <summary>The file that says that a layer is not written to any more.</summary>
    public string Committed(CacheId id) => Path.Combine(root, Name(id), "committed");

    public string Lower(CacheId id) => Path.Combine(root, Name(id), "lower");

    /// <summary>The file with a layer's short name, in the layer's directory wherever that is.</summary>
    public static string LinkFile(string layer) => Path.Combine(layer, "link");

    /// <summary>The symbolic link of a short name, <c>l/&lt;26 characters&gt;</c>.</summary>
    public string Link(string name) => Path.Combine(Links, name);

    public static string LinkTarget(CacheId id) => $"../{id}/diff";

    public string Staging(CacheId id) => Path.Combine(StagingArea, Name(id));

    public string Staged(CacheId id) => Path.Combine(StagedArea, Name(id));

    public string Deviations(CacheId id) => Path.Combine(DeviationArea, Name(id) + ".jsonl");

    /// <summary>A new place to move a layer to that is to be removed.</summary>
    public string Removing(CacheId id) => Path.Combine(RemovingArea, $"{Name(id)}-{Guid.NewGuid().ToString("N")[..RandomDigits]}");

    /// <summary>What earlier removals of an id have left. The fixed length keeps <c>a</c> apart from <c>a-init</c>.</summary>
    public IEnumerable<string> LeftInRemoving(CacheId id) =>
        Directory.EnumerateDirectories(RemovingArea, Name(id) + "-" + new string('?', RandomDigits));

    /// <summary>A new short name for a layer.</summary>
    public static string NewLinkName() => RandomNumberGenerator.GetString(LinkAlphabet, LinkLength);

    /// <summary>The ids of all directories, Docker's and BuildKit's too.</summary>
    public IEnumerable<CacheId> Ids() => LayerDirectories.IdsOf(Directory.EnumerateDirectories(root).Where(path => Path.GetFileName(path) is not (LinkArea or Own))
        .Concat(LayerDirectories.Below(StagingArea)).Concat(LayerDirectories.Below(StagedArea)));

    /// <summary>Makes all directories, for nobody but us: trees have setuid files in them.</summary>
    public void Create()
    {
        foreach (string directory in (string[])[root, Links, Empty, ViewArea, StagingArea, StagedArea, RemovingArea, DeviationArea])
        {
            PrivateDirectory.Create(directory);
        }
    }

    private static string Name(CacheId id) => id.ToString() switch
    {
        "" => throw new ArgumentException("the id is empty", nameof(id)),
        LinkArea or Own => throw new ArgumentException($"the id '{id}' is a name that overlay2 uses itself", nameof(id)),
        string name => name,
    };
}
