using LayerKit.Metadata;

namespace LayerKit.Testing.Tests.Metadata;

/// <summary>A record on its way into a <see cref="MemoryMetadataStore"/>.</summary>
internal sealed class MemoryMetadataTransaction(Func<LayerRecord?, RWLayerRecord?, byte[]?, PinRecord?, bool> tryAdd) : IMetadataTransaction
{
    private MemoryStream? _split;
    private LayerRecord? _layer;
    private RWLayerRecord? _rwLayer;
    private PinRecord? _pin;
    private bool _committed;

    public Stream CreateSplit() => _split is null ? _split = new MemoryStream() : throw new InvalidOperationException("created before");

    public void Put(LayerRecord record) => Put(record, layer => layer.ThrowIfInvalid(), layer => (_layer, _rwLayer) = (layer, null));

    public void Put(RWLayerRecord record) => Put(record, layer => layer.ThrowIfInvalid(), layer => (_layer, _rwLayer) = (null, layer));

    public void Put(PinRecord pin) => Put(pin, put => put.ThrowIfInvalid(), put => _pin = put);

    public void Commit()
    {
        bool complete = (_layer, _rwLayer, _split) is ({ }, null, null or { CanWrite: false }) or (null, { }, null) && (_pin is null || _pin.ChainId == _layer?.ChainId);
        if (_committed || !complete)
        {
            throw new InvalidOperationException("committed before, or not complete");
        }

        _committed = tryAdd(_layer, _rwLayer, _split?.ToArray(), _pin) ? true : throw new IOException("there is such a record already");
    }

    public void Dispose() => _split?.Dispose();

    private static void Put<T>(T record, Action<T> check, Action<T> put)
    {
        ArgumentNullException.ThrowIfNull(record);
        check(record);
        put(record);
    }
}
