using LayerKit.Metadata;

namespace LayerKit.Cli.Json;

/// <summary>A pin in <c>pins</c>.</summary>
internal sealed record ListedPin(string Name, string ChainId, string? Owner, DateTime? Expires, SortedDictionary<string, string> Labels, DateTime Created)
{
    public static ListedPin Of(PinRecord pin) => new(
        pin.Name,
        pin.ChainId.ToString(),
        pin.Owner,
        pin.Expires?.UtcDateTime,
        new(pin.Labels.ToDictionary(), StringComparer.Ordinal),
        pin.Created.UtcDateTime);
}
