using System.CommandLine;
using LayerKit.Cli.Json;
using LayerKit.Cli.Output;
using LayerKit.Identity;

namespace LayerKit.Cli.Commands;

/// <summary><c>layerkit rw ls</c>: the RW layers of a store.</summary>
internal static class RWListCommand
{
    public static Command Create(GlobalOptions global)
    {
        Command command = new("ls", "Lists the RW layers with what each has changed");
        command.SetAction((parsed, cancellationToken) => RunAsync(global.Read(parsed), cancellationToken));
        return command;
    }

    private static async Task RunAsync(CommandSettings settings, CancellationToken cancellationToken)
    {
        await using LayerStore store = await StoreOpener.OpenToReadAsync(settings, cancellationToken);
        ListedRWLayer[] layers = [.. store.RWLayers().Select(name => Describe(store, name)).OfType<ListedRWLayer>()];
        settings.Output.Write(layers, CliJson.Readable.ListedRWLayerArray, text => WriteTable(layers, text));
    }

    // One that was removed since it was listed, or is damaged, is left out; 'check' names the damaged.
    private static ListedRWLayer? Describe(LayerStore store, string name)
    {
        if (!store.TryGetRWLayer(name, out RWLayer? layer))
        {
            return null;
        }

        using (layer)
        {
            return ListedRWLayer.Of(layer);
        }
    }

    private static void WriteTable(ListedRWLayer[] layers, TextWriter text)
    {
        TableWriter table = new("NAME", "PARENT", "SIZE");
        foreach (ListedRWLayer layer in layers)
        {
            table.Add(layer.Name, layer.Parent is null ? "-" : Digest.Parse(layer.Parent).Hex[..12], ByteCount.Format(layer.Size));
        }

        table.WriteTo(text);
    }
}
