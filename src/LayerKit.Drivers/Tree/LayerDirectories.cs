using LayerKit.Identity;

namespace LayerKit.Drivers.Tree;

/// <summary>Directories that are called by the ids of layers.</summary>
internal static class LayerDirectories
{
    /// <summary>The directories in one; none where there is none, as in a root of Docker's that is only read.</summary>
    public static IEnumerable<string> Below(string directory) => Directory.Exists(directory) ? Directory.EnumerateDirectories(directory) : [];

    /// <summary>The ids that directories are called by, each once.</summary>
    public static IReadOnlySet<CacheId> IdsOf(IEnumerable<string> directories)
    {
        HashSet<CacheId> ids = [];
        foreach (string directory in directories)
        {
            if (CacheId.TryParse(Path.GetFileName(directory), out CacheId id))
            {
                ids.Add(id);
            }
        }

        return ids;
    }
}
