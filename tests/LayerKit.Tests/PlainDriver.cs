using LayerKit.Drivers;
using LayerKit.Identity;
using LayerKit.Registration;

namespace LayerKit.Tests;

/// <summary>vfs without the abilities that a driver may lack, and with a say before something is removed.</summary>
internal sealed class PlainDriver(ILayerDriver vfs, Action<CacheId> removing) : ILayerDriver, IReadWriteLayers, INativeDiff
{
    public DriverStatus Status => vfs.Status;

    /// <summary>A catalog with this driver alone.</summary>
    public static PluginCatalog Catalog(Action<CacheId>? removing = null)
    {
        PluginCatalog builtIn = BuiltInDrivers.CreateCatalog();
        DriverRegistration vfs = builtIn.FindDriver("vfs")!;
        return new PluginCatalog()
            .Add(new DriverRegistration("vfs", 1, vfs.Probe, (context, options) => new PlainDriver(vfs.Create(context, options), removing ?? (_ => { }))))
            .Add(builtIn.FindMetadataStore("docker")!);
    }

    public ILayerWriter Create(CacheId id, CacheId? parent, CancellationToken token) => vfs.Create(id, parent, token);

    public ILayerContent Open(CacheId id) => vfs.Open(id);

    public void Remove(CacheId id, CancellationToken token)
    {
        removing(id);
        vfs.Remove(id, token);
    }

    public DriverPresence Presence(CacheId id) => vfs.Presence(id);

    public IEnumerable<CacheId> List() => vfs.List();

    public void CreateReadWrite(CacheId id, CacheId? parent, ReadWriteOptions options, CancellationToken token) =>
        ((IReadWriteLayers)vfs).CreateReadWrite(id, parent, options, token);

    public string Mount(CacheId id, string? label) => ((IMountable)vfs).Mount(id, label);

    public string MountReadOnly(CacheId id, string? label) => ((IMountable)vfs).MountReadOnly(id, label);

    public void Unmount(CacheId id) => ((IMountable)vfs).Unmount(id);

    public IReadOnlyList<Change> Changes(CacheId id, CacheId? parent, CancellationToken token) => ((INativeDiff)vfs).Changes(id, parent, token);
}
