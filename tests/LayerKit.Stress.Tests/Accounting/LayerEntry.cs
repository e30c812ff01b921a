namespace LayerKit.Stress.Tests.Accounting;

/// <summary>A layer's record.</summary>
internal sealed record LayerEntry(string DiffId, string? Parent, string CacheId);
