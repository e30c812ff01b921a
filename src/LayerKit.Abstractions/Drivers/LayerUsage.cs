namespace LayerKit.Drivers;

/// <summary>What some layers take together, in bytes as files count them and not in blocks.</summary>
/// <param name="Logical">Bytes of the regular files in their tars. A driver that keeps no account of them says what it stores, and the store sets it by its records.</param>
/// <param name="Stored">Bytes the driver keeps for them, each once.</param>
/// <param name="Shared">How many of <paramref name="Stored"/> other layers need too, so that removing these would not free them.</param>
public sealed record LayerUsage(long Logical, long Stored, long Shared);
