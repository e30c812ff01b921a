namespace Acme.ZipDir;

/// <summary>Keeps each layer as one zip file: small, readable everywhere, not to be mounted.</summary>
[LayerDriver("zipdir", Priority = 5)]
public sealed class ZipDirDriver(DriverContext context, ZipDirOptions options) : ILayerDriver
{
    public DriverStatus Status => [("Backing", context.Root), ("Compression", $"{options.Compression}")];

    public ILayerWriter Create(CacheId id, CacheId? parent, CancellationToken token) =>
        parent is { } below && !File.Exists(PathOf(below)) ? throw new DirectoryNotFoundException($"zipdir has no layer {below}")
        : File.Exists(PathOf(id)) ? throw new IOException($"zipdir has a layer {id} already") : new ZipWriter(PathOf(id), options);

    public ILayerContent Open(CacheId id) =>
        File.Exists(PathOf(id)) ? new ZipContent(ZipFile.OpenRead(PathOf(id))) : throw new DirectoryNotFoundException($"zipdir has no layer {id}");

    public void Remove(CacheId id, CancellationToken token) => Array.ForEach([PathOf(id), PathOf(id) + ".part"], File.Delete);

    public DriverPresence Presence(CacheId id) => File.Exists(PathOf(id)) ? DriverPresence.Committed : DriverPresence.Absent;

    // ID.zip is a layer, ID.zip.part what a killed process left of one.
    public IEnumerable<CacheId> List() =>
        [.. Directory.EnumerateFiles(context.Root).Select(file => CacheId.Parse(Path.GetFileName(file)[..^(file.EndsWith(".part", StringComparison.Ordinal) ? 9 : 4)]))];

    private string PathOf(CacheId id) => Path.Combine(context.Root, id + ".zip");
}
