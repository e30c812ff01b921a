using System.CommandLine;
using LayerKit.Cli.Json;
using LayerKit.Cli.Output;
using LayerKit.Identity;

namespace LayerKit.Cli.Commands;

/// <summary><c>layerkit du</c>: what the layers take.</summary>
internal static class UsageCommand
{
    public static Command Create(GlobalOptions global)
    {
        Command command = new("du", "Shows what each layer and all together take, and how much of it layers share");
        command.SetAction((parsed, cancellationToken) => RunAsync(global.Read(parsed), cancellationToken));
        return command;
    }

    private static async Task RunAsync(CommandSettings settings, CancellationToken cancellationToken)
    {
        await using LayerStore store = await StoreOpener.OpenToReadAsync(settings, cancellationToken);
        UsedSpace space = UsedSpace.Of(await store.MeasureAsync(cancellationToken));
        settings.Output.Write(space, CliJson.Readable.UsedSpace, text => WriteTable(space, text));
    }

    private static void WriteTable(UsedSpace space, TextWriter text)
    {
        TableWriter table = new("CHAIN", "LOGICAL", "STORED", "SHARED");
        foreach (UsedByLayer layer in space.Layers)
        {
            table.Add(Digest.Parse(layer.ChainId).Hex[..12], ByteCount.Format(layer.Logical), ByteCount.Format(layer.Stored), ByteCount.Format(layer.Shared));
        }

        table.Add("total", ByteCount.Format(space.Total.Logical), ByteCount.Format(space.Total.Stored), ByteCount.Format(space.Total.Shared));
        table.WriteTo(text);
    }
}
