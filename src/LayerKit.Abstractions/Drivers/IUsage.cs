using LayerKit.Identity;

namespace LayerKit.Drivers;

/// <summary>A driver that can say what layers take, where they share what they have in common.</summary>
public interface IUsage
{
    /// <summary>Adds up some layers; what several of them share counts once.</summary>
    /// <param name="layers">Committed layers: one of them, or all of a store.</param>
    /// <exception cref="DirectoryNotFoundException">One is not there.</exception>
    LayerUsage Usage(IReadOnlyCollection<CacheId> layers);
}
