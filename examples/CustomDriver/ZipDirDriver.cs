namespace Acme.ZipDir;

/// <summary>Keeps each layer as one zip file: small, readable everywhere, not to be mounted.</summary>
[LayerDriver("zipdir", Priority = 5)]
public sealed class ZipDirDriver(DriverContext context, ZipDirOptions options) : ILayerDriver
{
    public DriverStatus Status => [("Backing", context.Root), ("Compression", $"{options.Compression}")];

    public ILayerWriter Create(CacheId id, CacheId? parent, CancellationToken token) => new ZipWriter(PathOf(id), options);

    public ILayerContent Open(CacheId id) =>
        File.Exists(PathOf(id)) ? new ZipContent(ZipFile.OpenRead(PathOf(id))) : throw new DirectoryNotFoundException($"zipdir has no layer {id}");

    public void Remove(CacheId id, CancellationToken token) => File.Delete(PathOf(id));

    public DriverPresence Presence(CacheId id) => File.Exists(PathOf(id)) ? DriverPresence.Committed : DriverPresence.Absent;

    public IEnumerable<CacheId> List() => Directory.EnumerateFiles(context.Root, "*.zip").Select(file => CacheId.Parse(Path.GetFileNameWithoutExtension(file)));

    private string PathOf(CacheId id) => Path.Combine(context.Root, id + ".zip");
}
