using System.CommandLine;
using LayerKit.Cli.Output;

namespace LayerKit.Cli.Commands;

/// <summary><c>layerkit changes</c>: what an RW layer changed.</summary>
internal static class ChangesCommand
{
    private static readonly Argument<string> Name = RWLayerArguments.CreateName();

    public static Command Create(GlobalOptions global)
    {
        Command command = new("changes", "Lists what was added (A), modified (M) and deleted (D) in an RW layer") { Name };
        command.SetAction((parsed, cancellationToken) => RunAsync(global.Read(parsed), parsed.GetRequiredValue(Name), cancellationToken));
        return command;
    }

    private static async Task RunAsync(CommandSettings settings, string name, CancellationToken cancellationToken)
    {
        await using LayerStore store = await StoreOpener.OpenToReadAsync(settings, cancellationToken);
        await using RWLayer layer = store.GetRWLayer(name);
        ChangeReport.Write(settings.Output, layer.Changes(cancellationToken));
    }
}
