using LayerKit.Metadata;

namespace LayerKit.Testing.Tests.Metadata;

/// <summary>A record on its way into a <see cref="MemoryRoot"/>.</summary>
internal sealed class MemoryMetadataTransaction(MemoryRoot root) : IMetadataTransaction
{
    private MemoryStream? _split;
    private LayerRecord? _layer;
    private RWLayerRecord? _rwLayer;
    private PinRecord? _pin;
    private bool _committed;

    public Stream CreateSplit() => _split is null ? _split = new MemoryStream() : throw new InvalidOperationException("created before");

    public void Put(LayerRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        record.ThrowIfInvalid();
        (_layer, _rwLayer) = (record, null);
    }

    public void Put(RWLayerRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        record.ThrowIfInvalid();
        (_layer, _rwLayer) = (null, record);
    }

    public void Put(PinRecord pin)
    {
        ArgumentNullException.ThrowIfNull(pin);
        pin.ThrowIfInvalid();
        _pin = pin;
    }

    public void Commit()
    {
        bool complete = (_layer, _rwLayer, _split) is ({ }, null, null or { CanWrite: false }) or (null, { }, null) && (_pin is null || _pin.ChainId == _layer?.ChainId);
        if (_committed || !complete)
        {
            throw new InvalidOperationException("committed before, or not complete");
        }

        _committed = root.Locked(() => root.TryAdd(_layer, _rwLayer, _split?.ToArray(), _pin))
            ? true
            : throw new IOException("there is such a record already");
    }

    public void Dispose() => _split?.Dispose();
}
