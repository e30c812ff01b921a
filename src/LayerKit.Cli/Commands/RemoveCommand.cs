using System.CommandLine;
using LayerKit.Cli.Output;

namespace LayerKit.Cli.Commands;

/// <summary><c>layerkit rm</c>: removes a layer with its pins, and what it alone kept.</summary>
internal static class RemoveCommand
{
    private static readonly Argument<string> Reference = CommandArguments.CreateReference();

    public static Command Create(GlobalOptions global)
    {
        Command command = new("rm", "Removes a layer with its pins, and those of its parents that nothing else refers to") { Reference };
        command.SetAction((parsed, cancellationToken) => RunAsync(global.Read(parsed), parsed.GetRequiredValue(Reference), cancellationToken));
        return command;
    }

    private static async Task RunAsync(CommandSettings settings, string reference, CancellationToken cancellationToken)
    {
        await using LayerStore store = await StoreOpener.OpenAsync(settings, cancellationToken);
        RemovalReport.Write(settings.Output, await store.RemoveAsync(LayerReference.Resolve(store, reference), cancellationToken));
    }
}
