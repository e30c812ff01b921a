using LayerKit.Identity;

namespace LayerKit.Drivers;

/// <summary>A driver whose layers can be seen as a directory tree.</summary>
/// <remarks>The store counts mounts over all processes: it calls <see cref="Mount"/> or <see cref="MountReadOnly"/> for the first and <see cref="Unmount"/> after the last,
/// never two of them for one id at once. After a crash or a restart it calls them again for what may be mounted still.</remarks>
public interface IMountable
{
    /// <summary>Makes the merged tree of a layer visible. What is mounted already stays so, and the answer is the same.</summary>
    /// <param name="id">A committed layer, seen read-only, or an RW layer.</param>
    /// <param name="label">An SELinux mount label, or null.</param>
    /// <returns>An absolute path, the same each time for one id.</returns>
    string Mount(CacheId id, string? label);

    /// <summary>Makes the merged tree of a committed layer visible so that nothing done to it there reaches the layer: it is read-only, or a copy.</summary>
    /// <remarks>A driver whose <see cref="Mount"/> cannot tell a committed layer from an RW layer, or that seals RW layers in place, has a body of its own.</remarks>
    /// <returns>An absolute path, the same each time for one id.</returns>
    string MountReadOnly(CacheId id, string? label) => Mount(id, label);

    /// <summary>Ends the view. What is not mounted is not an error.</summary>
    void Unmount(CacheId id);
}
