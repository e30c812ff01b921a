using System.CommandLine;
using LayerKit.Cli.Json;
using LayerKit.Cli.Output;
using LayerKit.Errors;
using LayerKit.Identity;

namespace LayerKit.Cli.Commands;

/// <summary><c>layerkit rm</c>: removes a layer that nothing refers to, and what it alone kept.</summary>
internal static class RemoveCommand
{
    private static readonly Argument<string> Reference = CommandArguments.CreateReference();

    public static Command Create(GlobalOptions global)
    {
        Command command = new("rm", "Removes a layer, and those of its parents that nothing else refers to") { Reference };
        command.SetAction((parsed, cancellationToken) => RunAsync(global.Read(parsed), parsed.GetRequiredValue(Reference), cancellationToken));
        return command;
    }

    private static async Task RunAsync(CommandSettings settings, string reference, CancellationToken cancellationToken)
    {
        await using LayerStore store = await StoreOpener.OpenAsync(settings, cancellationToken);
        ChainId chainId = LayerReference.Resolve(store, reference);
        LayerHolders.ThrowIfAny(store, chainId);
        IReadOnlyList<ReleasedLayer> released = await store.ReleaseAsync(store.Get(chainId), cancellationToken);
        if (released.Count == 0)
        {
            throw new LayerInUseException(chainId, "something that began to use it just now");
        }

        Print(settings.Output, [.. released.Select(RemovedLayer.Of)]);
    }

    private static void Print(ConsoleOutput output, RemovedLayer[] removed)
    {
        output.Note($"removed: {Quantity.Of(removed.Length, "layer", "layers")}, {ByteCount.Format(removed.Sum(layer => layer.DiffSize))}");
        output.Write(new RemovedLayers(removed), CliJson.Readable.RemovedLayers, text =>
        {
            foreach (RemovedLayer layer in removed)
            {
                text.WriteLine(layer.ChainId);
            }
        });
    }
}
