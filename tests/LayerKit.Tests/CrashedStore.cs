using LayerKit.Drivers;
using LayerKit.Identity;
using LayerKit.Metadata;

namespace LayerKit.Tests;

/// <summary>Leaves in a root what a process leaves that is killed in the middle of a register: everything is made, nothing is disposed.</summary>
internal static class CrashedStore
{
    public static Task RegisterHalfAsync(string root) => Task.Run(() =>
    {
        ILayerDriver driver = BuiltInDrivers.CreateCatalog().FindDriver("vfs")!.Create(new DriverContext(Path.Combine(root, "vfs")), []);
        IMetadataStore metadata = BuiltInDrivers.CreateCatalog().FindMetadataStore("docker")!.Create(new MetadataContext(root, "vfs", Sync: false));
        CacheId id = CacheId.NewRandom();
        IMetadataTransaction transaction = metadata.Begin(id);
        using (Stream split = transaction.CreateSplit())
        {
            split.WriteByte(1);
        }

        ILayerWriter writer = driver.Create(id, null, CancellationToken.None);
        writer.Add(new LayerEntry { Path = "half"u8, Type = LayerEntryType.Directory, Mode = 0b111_000_000 }, LayerPayload.Empty);
    });
}
