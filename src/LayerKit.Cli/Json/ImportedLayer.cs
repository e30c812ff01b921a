namespace LayerKit.Cli.Json;

/// <summary>What <c>import</c> did.</summary>
internal sealed record ImportedLayer(string ChainId, string DiffId, string? Parent, long Size, long Entries, bool Existed, double Seconds)
{
    public static ImportedLayer Of(Layer layer, LayerProgress end, TimeSpan time) => new(
        layer.ChainId.ToString(),
        layer.DiffId.ToString(),
        layer.Parent?.ToString(),
        layer.Size,
        end.Entries,
        end.Stage == LayerStage.AlreadyPresent,
        Math.Round(time.TotalSeconds, 3));
}
