using LayerKit.Drivers;

namespace LayerKit.Flattening;

/// <summary>What one layer of a chain says, kept in the order of its tar.</summary>
/// <param name="layer">Which layer of the chain it is, from the bottom.</param>
internal sealed class LayerEntries(int layer) : ILayerWriter
{
    private readonly List<KeptEntry> _entries = [];
    private readonly List<byte[]> _whiteouts = [];
    private readonly List<byte[]> _opaques = [];

    public IReadOnlyList<KeptEntry> Entries => _entries;

    public IReadOnlyList<byte[]> Whiteouts => _whiteouts;

    public IReadOnlyList<byte[]> Opaques => _opaques;

    public void Add(in LayerEntry entry, LayerPayload payload) => _entries.Add(KeptEntry.Of(layer, entry));

    public void Whiteout(ReadOnlySpan<byte> path) => _whiteouts.Add(path.ToArray());

    public void Opaque(ReadOnlySpan<byte> path) => _opaques.Add(path.ToArray());

    public void Commit()
    {
    }

    public void Dispose()
    {
    }
}
