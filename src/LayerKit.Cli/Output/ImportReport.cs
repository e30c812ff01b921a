using System.Globalization;
using LayerKit.Cli.Json;

namespace LayerKit.Cli.Output;

/// <summary>How commands say which layer they registered.</summary>
internal static class ImportReport
{
    public static void Write(ConsoleOutput output, ImportedLayer layer)
    {
        if (!output.ShowsProgress)
        {
            string verb = layer.Existed ? "already there" : "registered";
            string seconds = layer.Seconds.ToString("0.0", CultureInfo.InvariantCulture);
            output.Note($"{verb}: {layer.DiffId}, {Quantity.Of(layer.Entries, "entry", "entries")}, {ByteCount.Format(layer.Size)} with its parents, {seconds} s");
        }

        output.Write(layer, CliJson.Readable.ImportedLayer, text => text.WriteLine(layer.ChainId));
    }
}
