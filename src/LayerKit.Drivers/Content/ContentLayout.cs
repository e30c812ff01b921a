using LayerKit.Drivers.Tree;
using LayerKit.Identity;

namespace LayerKit.Drivers.Content;

/// <summary>Where things are below the driver's root. File names are hex digits and cache ids, never names out of a layer.</summary>
internal sealed class ContentLayout(string root)
{
    private const int FanOutDigits = 2;

    // No cache id has this character, so what follows it belongs to the id before it.
    private const char Separator = '~';

    public string Root => root;

    public string Objects { get; } = Path.Combine(root, "objects");

    public string Layers { get; } = Path.Combine(root, "layers");

    public string StagingArea { get; } = Path.Combine(root, "staging");

    public string RemovingArea { get; } = Path.Combine(root, "removing");

    public string Lock { get; } = Path.Combine(root, "lock");

    public string Object(Digest digest)
    {
        string hex = digest.Hex;
        return Path.Combine(Objects, hex[..FanOutDigits], hex[FanOutDigits..]);
    }

    /// <summary>All objects there are.</summary>
    public IEnumerable<Digest> AllObjects()
    {
        foreach (string file in Directory.EnumerateFiles(Objects, "*", SearchOption.AllDirectories))
        {
            if (Digest.TryParse($"sha256:{Path.GetFileName(Path.GetDirectoryName(file))}{Path.GetFileName(file)}", out Digest digest))
            {
                yield return digest;
            }
        }
    }

    public string Index(CacheId id) => Path.Combine(Layers, Name(id));

    public string Staging(CacheId id) => Path.Combine(StagingArea, Name(id));

    public string Staged(CacheId id, Digest digest) => Path.Combine(StagingArea, Name(id), digest.Hex);

    /// <summary>Where an index goes while the objects that only it refers to are removed.</summary>
    public string Removing(CacheId id) => Path.Combine(RemovingArea, Name(id));

    /// <summary>Where an object goes that is to be deleted for an id.</summary>
    public string Removing(CacheId id, Digest digest) => Path.Combine(RemovingArea, $"{Name(id)}{Separator}{digest.Hex}");

    /// <summary>Objects that earlier removals of an id have left.</summary>
    public IEnumerable<string> LeftInRemoving(CacheId id) => Directory.EnumerateFiles(RemovingArea, $"{Name(id)}{Separator}*");

    /// <summary>Every id that something is kept under.</summary>
    public IEnumerable<CacheId> Ids()
    {
        HashSet<CacheId> ids = [];
        foreach (string area in (string[])[StagingArea, Layers, RemovingArea])
        {
            foreach (string path in Directory.EnumerateFileSystemEntries(area))
            {
                if (CacheId.TryParse(Path.GetFileName(path).Split(Separator)[0], out CacheId id))
                {
                    ids.Add(id);
                }
            }
        }

        return ids;
    }

    /// <summary>Makes all directories, for nobody but us.</summary>
    public void Create()
    {
        foreach (string directory in (string[])[Objects, Layers, StagingArea, RemovingArea])
        {
            PrivateDirectory.Create(directory);
        }
    }

    private static string Name(CacheId id) => id.IsEmpty ? throw new ArgumentException("the id is empty", nameof(id)) : id.ToString();
}
