using LayerKit.Identity;

namespace LayerKit.Drivers;

/// <summary>A driver whose layers can be seen as a directory tree.</summary>
/// <remarks>The store counts mounts: it calls <see cref="Mount"/> for the first and <see cref="Unmount"/> after the last.</remarks>
public interface IMountable
{
    /// <summary>Makes the merged tree of a layer visible.</summary>
    /// <param name="id">A committed layer, seen read-only, or an RW layer.</param>
    /// <param name="label">An SELinux mount label, or null.</param>
    /// <returns>An absolute path, the same each time for one id.</returns>
    string Mount(CacheId id, string? label);

    /// <summary>Ends the view. What is not mounted is not an error.</summary>
    void Unmount(CacheId id);
}
