using LayerKit.Errors;
using LayerKit.Identity;
using LayerKit.Metadata;
using LayerKit.Sessions;

namespace LayerKit;

/// <summary>Reads all records and holds once and says what refers to what.</summary>
internal sealed class LayerSurvey
{
    private readonly Dictionary<ChainId, LayerRecord> _records = [];
    private readonly Dictionary<ChainId, long> _sizes = [];
    private readonly Dictionary<ChainId, LayerReferences> _references = [];

    public LayerSurvey(IMetadataStore metadata, Session session)
    {
        foreach (ChainId chainId in metadata.Layers())
        {
            if (TryRead(() => metadata.FindLayer(chainId)) is { } record)
            {
                _records[chainId] = record;
            }
        }

        IReadOnlyDictionary<HoldKey, int> holds = session.Counts();
        foreach (LayerRecord record in _records.Values)
        {
            Count(record.ChainId, new LayerReferences(holds.GetValueOrDefault(HoldKey.Layer(record.ChainId)), 0, 0, 0));
            Count(record.Parent, new LayerReferences(0, 1, 0, 0));
            if (metadata.FindForeignOwner(record) is not null)
            {
                Count(record.ChainId, new LayerReferences(0, 0, 0, 0, 1));
            }
        }

        foreach (string name in metadata.RWLayers())
        {
            Count(TryRead(() => metadata.FindRWLayer(name))?.Parent, new LayerReferences(0, 0, 1, 0));
        }

        foreach (string name in metadata.Pins())
        {
            Count(TryRead(() => metadata.FindPin(name))?.ChainId, new LayerReferences(0, 0, 0, 1));
        }
    }

    /// <summary>One line for each layer whose chain is whole, sorted by ChainID.</summary>
    public IReadOnlyList<LayerSummary> Summaries() => [.. _records.Values.Where(IsWhole).OrderBy(record => record.ChainId.Hex, StringComparer.Ordinal).Select(record =>
        new LayerSummary(record.ChainId, record.DiffId, record.Parent, SizeOf(record), record.Size, record.Created, _references.GetValueOrDefault(record.ChainId)))];

    private static T? TryRead<T>(Func<T?> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (MetadataCorruptException)
        {
            // LayerStore.FindDamaged names these; a listing shows what can be used.
            return null;
        }
    }

    private void Count(ChainId? chainId, LayerReferences more)
    {
        if (chainId is { } id)
        {
            _references[id] = _references.GetValueOrDefault(id).Plus(more);
        }
    }

    private bool IsWhole(LayerRecord record)
    {
        LayerRecord? next = record;
        while (next?.Parent is { } parent)
        {
            next = _records.GetValueOrDefault(parent);
        }

        return next is not null;
    }

    private long SizeOf(LayerRecord record)
    {
        if (!_sizes.TryGetValue(record.ChainId, out long size))
        {
            size = record.Size + (record.Parent is { } parent && _records.TryGetValue(parent, out LayerRecord? below) ? SizeOf(below) : 0);
            _sizes[record.ChainId] = size;
        }

        return size;
    }
}
