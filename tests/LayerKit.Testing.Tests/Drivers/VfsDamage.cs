using LayerKit.Identity;
using LayerKit.Testing.Drivers;

namespace LayerKit.Testing.Tests.Drivers;

/// <summary>Leaves half a line in the record of what a vfs layer could not have.</summary>
internal sealed class VfsDamage : IDriverDamage
{
    public void Damage(string root, CacheId id) => File.WriteAllText(Path.Combine(root, "layerkit", "deviations", $"{id}.jsonl"), "{\"path\":");
}
