namespace LayerKit.Cli.Json;

/// <summary>A line of a driver's status; in a list, because the order is the driver's.</summary>
internal sealed record NamedValue(string Name, string Value);
