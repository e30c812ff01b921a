using LayerKit.Identity;
using LayerKit.Metadata;
using LayerKit.Testing.Metadata;

namespace LayerKit.Testing.Tests.Metadata;

/// <summary>What a power cut likes to leave: files that are there and hold nothing.</summary>
internal sealed class DockerDamage : IMetadataDamage
{
    public void DamageLayer(MetadataContext context, ChainId chainId) => Truncate(context, "sha256", chainId.Hex, "diff");

    public void DamageRWLayer(MetadataContext context, string name) => Truncate(context, "mounts", name, "mount-id");

    public void DamagePin(MetadataContext context, string name) =>
        File.WriteAllText(Directory.GetFiles(Path.Combine(context.LayerKitDirectory, "pins"), "shop%2f*").Single(), "{");

    public void LoseSplit(MetadataContext context, LayerRecord layer) => File.Delete(PathOf(context, "sha256", layer.ChainId.Hex, "tar-split.json.gz"));

    private static void Truncate(MetadataContext context, params string[] names) => File.WriteAllText(PathOf(context, names), "");

    private static string PathOf(MetadataContext context, params string[] names) =>
        Path.Combine([context.Root, "image", context.DriverName, "layerdb", .. names]);
}
