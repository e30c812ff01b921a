namespace LayerKit;

/// <summary>How much a store has; damaged records count too.</summary>
/// <param name="Layers">Read-only layers.</param>
/// <param name="RWLayers">RW layers.</param>
/// <param name="Pins">Pins, expired ones included.</param>
public readonly record struct StoreCounts(int Layers, int RWLayers, int Pins);
