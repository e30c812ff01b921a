using LayerKit.Identity;
using LayerKit.Testing.Drivers;

namespace LayerKit.Testing.Tests.Drivers;

/// <summary>Cuts the index of a layer of the content driver.</summary>
internal sealed class ContentDamage : IDriverDamage
{
    public void Damage(string root, CacheId id)
    {
        using FileStream index = new(Path.Combine(root, "layers", id.ToString()), FileMode.Open);
        index.SetLength(index.Length / 2);
    }
}
