namespace LayerKit;

/// <summary>What is noted on a pin.</summary>
public sealed record PinOptions
{
    /// <summary>Who sets it, such as a build's project and configuration; null when nobody says so.</summary>
    public string? Owner { get; init; }

    /// <summary>How long it keeps the layer, from now; null for ever. A pin that has expired keeps nothing and goes at the next prune.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>Whatever its owner wants to find again.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
}
