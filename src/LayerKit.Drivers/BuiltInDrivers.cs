using LayerKit.Drivers.Content;
using LayerKit.Drivers.Metadata;
using LayerKit.Drivers.Vfs;
using LayerKit.Registration;

namespace LayerKit.Drivers;

/// <summary>The drivers and metadata stores that come with LayerKit.</summary>
public static class BuiltInDrivers
{
    /// <summary>A catalog of <c>vfs</c>, <c>content</c> and the <c>docker</c> metadata store.</summary>
    public static PluginCatalog CreateCatalog() => new PluginCatalog()
        .Add(VfsDriver.Registration)
        .Add(ContentDriver.Registration)
        .Add(DockerMetadataStore.Registration);
}
