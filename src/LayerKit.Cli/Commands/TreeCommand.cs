using System.CommandLine;
using LayerKit.Cli.Json;
using LayerKit.Cli.Output;
using LayerKit.Identity;

namespace LayerKit.Cli.Commands;

/// <summary><c>layerkit tree</c>: the layers as a forest.</summary>
internal static class TreeCommand
{
    public static Command Create(GlobalOptions global)
    {
        Command command = new("tree", "Shows which layer is on which, with pins and RW layers");
        command.SetAction((parsed, cancellationToken) => RunAsync(global.Read(parsed), cancellationToken));
        return command;
    }

    private static async Task RunAsync(CommandSettings settings, CancellationToken cancellationToken)
    {
        await using LayerStore store = await StoreOpener.OpenToReadAsync(settings, cancellationToken);
        TreeLayer[] forest = TreeLayer.ForestOf(store);
        settings.Output.Write(forest, CliJson.Readable.TreeLayerArray, text => Write(forest, indent: "", text));
    }

    private static void Write(TreeLayer[] layers, string indent, TextWriter text)
    {
        foreach (TreeLayer layer in layers)
        {
            text.WriteLine($"{indent}{string.Join("  ", Parts(layer))}");
            Write(layer.Children, indent + "  ", text);
        }
    }

    private static IEnumerable<string> Parts(TreeLayer layer)
    {
        yield return $"{Digest.Parse(layer.ChainId).Hex[..12]}  {ByteCount.Format(layer.DiffSize)}";
        if (layer.Pins.Length > 0)
        {
            yield return $"pins: {string.Join(", ", layer.Pins)}";
        }

        if (layer.RWLayers.Length > 0)
        {
            yield return $"RW layers: {string.Join(", ", layer.RWLayers)}";
        }
    }
}
