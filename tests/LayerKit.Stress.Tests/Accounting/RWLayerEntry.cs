namespace LayerKit.Stress.Tests.Accounting;

/// <summary>An RW layer's record.</summary>
internal sealed record RWLayerEntry(string MountId, string? InitId, string? Parent);
