namespace LayerKit.Stress.Tests.Accounting;

/// <summary>A pin.</summary>
internal sealed record PinEntry(string Layer, DateTimeOffset? Expires);
