namespace Acme.LineRecords;

/// <summary>A file of lines per record. An id that a driver may hold is an empty file in ids, and an orphan while no record owns it.</summary>
[MetadataStore("lines", Priority = 1)]
public sealed class LineMetadataStore(MetadataContext context) : IMetadataStore
{
    private readonly string _root = Path.Combine(context.LayerKitDirectory, "lines", context.DriverName);

    public IEnumerable<ChainId> Layers() => Names("layers").Select(hex => ChainId.Parse("sha256:" + hex));

    public IEnumerable<string> RWLayers() => Names("rw").Select(Uri.UnescapeDataString);

    public LayerRecord? FindLayer(ChainId chainId) => Read(In("layers", chainId.Hex), lines => new LayerRecord(
        chainId, DiffId.Parse(lines[0]), lines[1].Length == 0 ? null : ChainId.Parse(lines[1]), CacheId.Parse(lines[2]), long.Parse(lines[3], CultureInfo.InvariantCulture)));

    public RWLayerRecord? FindRWLayer(string name) => Read(In("rw", Uri.EscapeDataString(name)), lines => new RWLayerRecord(
        name, CacheId.Parse(lines[2]), lines[0].Length == 0 ? null : CacheId.Parse(lines[0]), lines[1].Length == 0 ? null : ChainId.Parse(lines[1])));

    public Stream OpenSplit(ChainId chainId) => File.OpenRead(In("split", chainId.Hex));

    public IMetadataTransaction Begin(params ReadOnlySpan<CacheId> owned)
    {
        foreach (CacheId id in owned)
        {
            File.Create(In("ids", $"{id}")).Dispose();
        }

        return new LineTransaction(context.Sync, In);
    }

    public void RemoveLayer(ChainId chainId) => File.Delete(In("layers", chainId.Hex));

    public void RemoveRWLayer(string name) => File.Delete(In("rw", Uri.EscapeDataString(name)));

    public IReadOnlyList<CacheId> Orphans() =>
        [.. Names("ids").Except(Names("layers").Select(name => In("layers", name)).Concat(Names("rw").Select(name => In("rw", name))).SelectMany(File.ReadLines)).Select(CacheId.Parse)];

    public void Forget(CacheId id) => File.Delete(In("ids", $"{id}"));

    public void Quarantine(ChainId chainId) => File.Move(In("layers", chainId.Hex), In("quarantine", chainId.Hex), overwrite: true);

    public void Dispose() => GC.SuppressFinalize(this);

    private IEnumerable<string> Names(string folder) => Directory.EnumerateFiles(Path.GetDirectoryName(In(folder, "x"))!).Select(file => Path.GetFileName(file));

    private string In(string folder, string name) => Path.Combine(Directory.CreateDirectory(Path.Combine(_root, folder)).FullName, name);

    private static T? Read<T>(string path, Func<string[], T> parse)
    {
        try
        {
            return File.Exists(path) ? parse(File.ReadAllLines(path)) : default;
        }
        catch (Exception e) when (e is FormatException or IndexOutOfRangeException)
        {
            throw new MetadataCorruptException(path, e.Message, e);
        }
    }
}
