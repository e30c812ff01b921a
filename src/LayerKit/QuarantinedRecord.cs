namespace LayerKit;

/// <summary>A record that was found damaged when the store was opened. Layers above a damaged one are listed too.</summary>
/// <param name="Record">The ChainID or RW-layer name.</param>
/// <param name="Reason">What is wrong, one line.</param>
public sealed record QuarantinedRecord(string Record, string Reason);
