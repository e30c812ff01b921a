namespace LayerKit.Cli.Json;

/// <summary>What <c>du</c> says.</summary>
internal sealed record UsedSpace(UsedByLayer[] Layers, UsedInTotal Total)
{
    public static UsedSpace Of(StoreUsage usage) => new([.. usage.Layers.Select(UsedByLayer.Of)], UsedInTotal.Of(usage));
}
