using LayerKit.Identity;

namespace LayerKit.Testing.Drivers;

/// <summary>Knows where a driver keeps its layers, and damages one for the checks.</summary>
public interface IDriverDamage
{
    /// <summary>Makes a committed layer such that the driver can see it is not whole.</summary>
    /// <param name="root">The driver's own directory.</param>
    /// <param name="id">The layer.</param>
    void Damage(string root, CacheId id);
}
