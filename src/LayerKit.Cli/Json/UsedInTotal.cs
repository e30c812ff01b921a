namespace LayerKit.Cli.Json;

/// <summary>Bytes of all layers together; shared is what sharing saves: what each layer stores, added up, less what is stored.</summary>
internal sealed record UsedInTotal(long Logical, long Stored, long Shared)
{
    public static UsedInTotal Of(StoreUsage usage) =>
        new(usage.Total.Logical, usage.Total.Stored, usage.Layers.Sum(layer => layer.Usage.Stored) - usage.Total.Stored);
}
