using LayerKit.Drivers;

namespace LayerKit.Registering;

/// <summary>Takes the entries of a tar whose files the driver has already: only its split data are wanted.</summary>
internal sealed class NoWriter : ILayerWriter
{
    public void Add(in LayerEntry entry, LayerPayload payload)
    {
    }

    public void Whiteout(ReadOnlySpan<byte> path)
    {
    }

    public void Opaque(ReadOnlySpan<byte> path)
    {
    }

    public void Commit()
    {
    }

    public void Dispose()
    {
    }
}
