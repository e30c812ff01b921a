using LayerKit.Identity;
using LayerKit.Testing.Drivers;

namespace LayerKit.Testing.Tests.Drivers;

/// <summary>Takes away the short name of a layer, by which those above it find it.</summary>
internal sealed class Overlay2Damage : IDriverDamage
{
    public void Damage(string root, CacheId id) => File.Delete(Path.Combine(root, id.ToString(), "link"));
}
