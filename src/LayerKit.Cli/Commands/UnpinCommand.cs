using System.CommandLine;
using LayerKit.Cli.Output;

namespace LayerKit.Cli.Commands;

/// <summary><c>layerkit unpin</c>: takes a pin off, and removes what it alone kept.</summary>
internal static class UnpinCommand
{
    private static readonly Argument<string> Name = PinArguments.CreateName("The pin's name");

    public static Command Create(GlobalOptions global)
    {
        Command command = new("unpin", "Takes a pin off, and removes the layers that nothing else refers to") { Name };
        command.SetAction((parsed, cancellationToken) => RunAsync(global.Read(parsed), parsed.GetRequiredValue(Name), cancellationToken));
        return command;
    }

    private static async Task RunAsync(CommandSettings settings, string name, CancellationToken cancellationToken)
    {
        await using LayerStore store = await StoreOpener.OpenAsync(settings, cancellationToken);
        RemovalReport.Write(settings.Output, await store.UnpinAsync(name, cancellationToken));
    }
}
