using System.CommandLine;
using System.Globalization;
using LayerKit.Cli.Json;
using LayerKit.Cli.Output;

namespace LayerKit.Cli.Commands;

/// <summary><c>layerkit info</c>: the store as a whole, and what this program knows. Reads no record, so that it takes the same time whatever the number of layers.</summary>
internal static class StatusCommand
{
    public static Command Create(GlobalOptions global)
    {
        Command command = new("info", "Shows the store's driver, metadata store and counts, and which drivers work here");
        command.SetAction((parsed, cancellationToken) => RunAsync(global.Read(parsed), cancellationToken));
        return command;
    }

    private static async Task RunAsync(CommandSettings settings, CancellationToken cancellationToken)
    {
        await using LayerStore store = await StoreOpener.OpenToReadAsync(settings, cancellationToken);
        StoreStatus status = StoreStatus.Of(store, KnownPlugins.CreateCatalog());
        settings.Output.Write(status, CliJson.Readable.StoreStatus, text => Write(status, text));
    }

    private static void Write(StoreStatus status, TextWriter text)
    {
        FieldWriter fields = new();
        fields.Add("Root", status.Root);
        fields.Add("Driver", status.Driver);
        foreach (NamedValue value in status.DriverStatus)
        {
            fields.Add("  " + value.Name, value.Value);
        }

        fields.Add("Metadata store", status.MetadataStore);
        fields.Add("Layers", status.Layers.ToString(CultureInfo.InvariantCulture));
        fields.Add("RW layers", status.RWLayers.ToString(CultureInfo.InvariantCulture));
        fields.Add("Pins", status.Pins.ToString(CultureInfo.InvariantCulture));
        fields.Add("Max depth", status.MaxDepth.ToString(CultureInfo.InvariantCulture));
        fields.Add("Known drivers", [.. status.Drivers.Select(driver => driver.Works ? driver.Name : $"{driver.Name} (not here: {driver.Reason})")]);
        fields.Add("Known metadata stores", status.MetadataStores);
        fields.Add("LayerKit", status.Version);
        fields.WriteTo(text);
    }
}
