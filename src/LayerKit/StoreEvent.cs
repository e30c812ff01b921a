namespace LayerKit;

/// <summary>Something that happened to a layer or RW layer through this open store.</summary>
/// <param name="Kind">What.</param>
/// <param name="Id">ChainID or RW-layer name.</param>
/// <param name="Size">Bytes of the layer's own regular files; 0 where that says nothing.</param>
/// <param name="Time">When.</param>
public sealed record StoreEvent(StoreEventKind Kind, string Id, long Size, DateTimeOffset Time);
