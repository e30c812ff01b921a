using LayerKit.Drivers;

namespace LayerKit.Owners;

/// <summary>Reads a driver's files with a container's ids.</summary>
internal sealed class MappedContent(ILayerContent content, OwnerMap owners) : ILayerContent
{
    public Stream OpenFile(ReadOnlySpan<byte> path) => content.OpenFile(path);

    public bool TryDescribe(ReadOnlySpan<byte> path, out LayerEntry entry)
    {
        bool isThere = content.TryDescribe(path, out LayerEntry found);
        entry = isThere ? owners.ToContainer(found, path) : default;
        return isThere;
    }

    public void Dispose() => content.Dispose();
}
