using System.CommandLine;
using System.Globalization;
using LayerKit.Cli.Json;
using LayerKit.Cli.Output;
using LayerKit.Identity;

namespace LayerKit.Cli.Commands;

/// <summary><c>layerkit ls</c>: the layers of a store.</summary>
internal static class ListCommand
{
    public static Command Create(GlobalOptions global)
    {
        Command command = new("ls", "Lists the layers");
        command.SetAction((parsed, cancellationToken) => RunAsync(global.Read(parsed), cancellationToken));
        return command;
    }

    private static async Task RunAsync(CommandSettings settings, CancellationToken cancellationToken)
    {
        await using LayerStore store = await StoreOpener.OpenToReadAsync(settings, cancellationToken);
        ListedLayer[] layers = [.. store.Layers().Select(ListedLayer.Of)];
        settings.Output.Write(layers, CliJson.Readable.ListedLayerArray, text => WriteTable(layers, text));
    }

    private static void WriteTable(ListedLayer[] layers, TextWriter text)
    {
        TableWriter table = new("CHAIN", "DIFF", "PARENT", "SIZE", "OWN SIZE", "REFERENCES", "CREATED");
        foreach (ListedLayer layer in layers)
        {
            table.Add(
                Short(layer.ChainId),
                Short(layer.DiffId),
                layer.Parent is null ? "-" : Short(layer.Parent),
                ByteCount.Format(layer.Size),
                ByteCount.Format(layer.DiffSize),
                layer.References.ToText(),
                layer.Created.ToString("u", CultureInfo.InvariantCulture));
        }

        table.WriteTo(text);
    }

    private static string Short(string id) => Digest.Parse(id).Hex[..12];
}
