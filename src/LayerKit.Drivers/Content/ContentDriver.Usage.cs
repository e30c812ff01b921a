using LayerKit.Identity;

namespace LayerKit.Drivers.Content;

/// <content>Figures, from the indexes alone.</content>
public sealed partial class ContentDriver
{
    /// <inheritdoc/>
    public LayerUsage Usage(IReadOnlyCollection<CacheId> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        HashSet<StoredObject> objects = [];
        HashSet<CacheId> counted = [];
        long logical = 0;
        long indexes = 0;
        foreach (CacheId id in layers.Where(counted.Add))
        {
            ThrowIfNotCommitted(id);
            IndexHeader header = IndexFile.ReadHeader(_layout.Index(id));
            logical += header.PayloadLength;
            indexes += header.FileLength;
            objects.UnionWith(IndexFile.ReadObjects(_layout.Index(id)));
        }

        long stored = objects.Sum(item => item.Length);
        foreach (string index in Directory.EnumerateFiles(_layout.Layers).Where(file => !IsAmong(counted, file)))
        {
            objects.ExceptWith(ObjectSweep.References(index));
        }

        return new LayerUsage(logical, stored + indexes, stored - objects.Sum(item => item.Length));
    }

    private static bool IsAmong(HashSet<CacheId> counted, string index) => CacheId.TryParse(Path.GetFileName(index), out CacheId id) && counted.Contains(id);
}
