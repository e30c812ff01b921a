using System.CommandLine;
using LayerKit.Cli.Json;
using LayerKit.Cli.Output;

namespace LayerKit.Cli.Commands;

/// <summary><c>layerkit prune</c>: removes what nothing refers to.</summary>
internal static class PruneCommand
{
    private static readonly Option<TimeSpan?> Grace = new("--grace")
    {
        HelpName = "DURATION",
        Description = "Spares layers that are younger, such as 24h, and so may still be waiting for a pin; none when left out",
        CustomParser = PinArguments.ParseDuration,
    };

    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Removes nothing and says what would go" };

    public static Command Create(GlobalOptions global)
    {
        Command command = new("prune", "Removes the layers that nothing refers to, and pins that have expired") { Grace, DryRun };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            global.Read(parsed), parsed.GetValue(Grace) ?? TimeSpan.Zero, parsed.GetValue(DryRun), cancellationToken));
        return command;
    }

    private static async Task RunAsync(CommandSettings settings, TimeSpan grace, bool dryRun, CancellationToken cancellationToken)
    {
        await using LayerStore store = await StoreOpener.OpenAsync(settings, cancellationToken);
        PrunedLayers pruned = PrunedLayers.Of(await store.PruneAsync(grace, dryRun, cancellationToken), dryRun);

        string pins = pruned.ExpiredPins.Length == 0 ? "" : $"; expired: {string.Join(", ", pruned.ExpiredPins)}";
        settings.Output.Note(
            $"{(dryRun ? "would remove" : "removed")}: {Quantity.Of(pruned.Removed.Length, "layer", "layers")}, {ByteCount.Format(pruned.Bytes)}{pins}");
        settings.Output.Write(pruned, CliJson.Readable.PrunedLayers, text => RemovalReport.WriteIds(pruned.Removed, text));
    }
}
