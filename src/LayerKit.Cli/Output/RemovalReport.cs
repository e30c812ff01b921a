using LayerKit.Cli.Json;

namespace LayerKit.Cli.Output;

/// <summary>How commands say which layers went.</summary>
internal static class RemovalReport
{
    public static void Write(ConsoleOutput output, IReadOnlyList<ReleasedLayer> released)
    {
        RemovedLayer[] removed = [.. released.Select(RemovedLayer.Of)];
        output.Note($"removed: {Quantity.Of(removed.Length, "layer", "layers")}, {ByteCount.Format(removed.Sum(layer => layer.DiffSize))}");
        output.Write(new RemovedLayers(removed), CliJson.Readable.RemovedLayers, text => WriteIds(removed, text));
    }

    /// <summary>One ChainID on each line, child first.</summary>
    public static void WriteIds(RemovedLayer[] removed, TextWriter text)
    {
        foreach (RemovedLayer layer in removed)
        {
            text.WriteLine(layer.ChainId);
        }
    }
}
