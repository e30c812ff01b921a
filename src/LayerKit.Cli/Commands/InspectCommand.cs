using System.CommandLine;
using System.Globalization;
using LayerKit.Cli.Json;
using LayerKit.Cli.Output;
using LayerKit.Identity;

namespace LayerKit.Cli.Commands;

/// <summary><c>layerkit inspect</c>: everything known about a layer.</summary>
internal static class InspectCommand
{
    private static readonly Argument<string> Reference = CommandArguments.CreateReference();

    public static Command Create(GlobalOptions global)
    {
        Command command = new("inspect", "Shows everything known about a layer") { Reference };
        command.SetAction((parsed, cancellationToken) => RunAsync(global.Read(parsed), parsed.GetRequiredValue(Reference), cancellationToken));
        return command;
    }

    private static async Task RunAsync(CommandSettings settings, string reference, CancellationToken cancellationToken)
    {
        await using LayerStore store = await StoreOpener.OpenToReadAsync(settings, cancellationToken);
        InspectedLayer layer = Inspect(store, LayerReference.Resolve(store, reference));
        settings.Output.Write(layer, CliJson.Readable.InspectedLayer, text => Write(layer, text));
    }

    private static InspectedLayer Inspect(LayerStore store, ChainId chainId)
    {
        // The references come first: a handle of our own is nothing that refers to the layer.
        LayerReferrers referrers = store.FindReferrers(chainId);
        using Layer layer = store.Get(chainId);
        return InspectedLayer.Of(layer, [.. Ancestors(store, layer)], referrers, store.DriverName);
    }

    private static IEnumerable<ChainId> Ancestors(LayerStore store, Layer layer)
    {
        ChainId? next = layer.Parent;
        while (next is { } ancestor)
        {
            yield return ancestor;
            using Layer below = store.Get(ancestor);
            next = below.Parent;
        }
    }

    private static void Write(InspectedLayer layer, TextWriter text)
    {
        FieldWriter fields = new();
        fields.Add("ChainID", layer.ChainId);
        fields.Add("DiffID", layer.DiffId);
        fields.Add("Created", layer.Created.ToString("u", CultureInfo.InvariantCulture));
        fields.Add("Size", $"{ByteCount.Format(layer.Size)} ({ByteCount.Format(layer.DiffSize)} of its own)");
        fields.Add("References", layer.References.ToText());
        fields.Add("Pins", layer.Pins);
        fields.Add("Depth", layer.Depth.ToString(CultureInfo.InvariantCulture));
        fields.Add("Parents", layer.Ancestors);
        fields.Add("Driver", layer.Driver);
        foreach ((string name, string value) in layer.DriverMetadata)
        {
            fields.Add(name, value);
        }

        fields.WriteTo(text);
    }
}
