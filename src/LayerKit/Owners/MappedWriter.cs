using LayerKit.Drivers;

namespace LayerKit.Owners;

/// <summary>Gives entries to a driver with the host's ids.</summary>
internal sealed class MappedWriter(ILayerWriter writer, OwnerMap owners) : ILayerWriter
{
    public void Add(in LayerEntry entry, LayerPayload payload) => writer.Add(owners.ToHost(entry), payload);

    public void Whiteout(ReadOnlySpan<byte> path) => writer.Whiteout(path);

    public void Opaque(ReadOnlySpan<byte> path) => writer.Opaque(path);

    public void Commit() => writer.Commit();

    public void Dispose() => writer.Dispose();
}
