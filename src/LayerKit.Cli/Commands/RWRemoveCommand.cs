using System.CommandLine;
using LayerKit.Cli.Output;

namespace LayerKit.Cli.Commands;

/// <summary><c>layerkit rw rm</c>: removes an RW layer, and what it alone kept.</summary>
internal static class RWRemoveCommand
{
    private static readonly Argument<string> Name = RWLayerArguments.CreateName();

    public static Command Create(GlobalOptions global)
    {
        Command command = new("rm", "Removes an RW layer with all that was written to it, and the layers that nothing else refers to") { Name };
        command.SetAction((parsed, cancellationToken) => RunAsync(global.Read(parsed), parsed.GetRequiredValue(Name), cancellationToken));
        return command;
    }

    private static async Task RunAsync(CommandSettings settings, string name, CancellationToken cancellationToken)
    {
        await using LayerStore store = await StoreOpener.OpenAsync(settings, cancellationToken);
        RemovalReport.Write(settings.Output, await store.RemoveRWLayerAsync(name, cancellationToken));
    }
}
