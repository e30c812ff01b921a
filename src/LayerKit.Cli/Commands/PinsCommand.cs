using System.CommandLine;
using System.Globalization;
using LayerKit.Cli.Json;
using LayerKit.Cli.Output;
using LayerKit.Identity;

namespace LayerKit.Cli.Commands;

/// <summary><c>layerkit pins</c>: the pins of a store.</summary>
internal static class PinsCommand
{
    public static Command Create(GlobalOptions global)
    {
        Command command = new("pins", "Lists the pins, expired ones included");
        command.SetAction((parsed, cancellationToken) => RunAsync(global.Read(parsed), cancellationToken));
        return command;
    }

    private static async Task RunAsync(CommandSettings settings, CancellationToken cancellationToken)
    {
        await using LayerStore store = await StoreOpener.OpenToReadAsync(settings, cancellationToken);
        ListedPin[] pins = [.. store.Pins().Select(ListedPin.Of)];
        settings.Output.Write(pins, CliJson.Readable.ListedPinArray, text => WriteTable(pins, text));
    }

    private static void WriteTable(ListedPin[] pins, TextWriter text)
    {
        TableWriter table = new("NAME", "CHAIN", "OWNER", "EXPIRES", "CREATED");
        foreach (ListedPin pin in pins)
        {
            string expires = pin.Expires?.ToString("u", CultureInfo.InvariantCulture) ?? "-";
            table.Add(pin.Name, Digest.Parse(pin.ChainId).Hex[..12], pin.Owner ?? "-", expires, pin.Created.ToString("u", CultureInfo.InvariantCulture));
        }

        table.WriteTo(text);
    }
}
