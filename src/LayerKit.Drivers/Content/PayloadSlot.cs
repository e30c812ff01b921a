namespace LayerKit.Drivers.Content;

/// <summary>Where a payload lies.</summary>
/// <param name="Object">Number of the object among those of its layer.</param>
/// <param name="Offset">Where in the object it starts, in bytes.</param>
internal readonly record struct PayloadSlot(int Object, long Offset);
