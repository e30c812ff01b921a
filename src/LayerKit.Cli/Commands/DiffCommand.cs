using System.CommandLine;
using LayerKit.Cli.Output;
using LayerKit.Identity;

namespace LayerKit.Cli.Commands;

/// <summary><c>layerkit diff</c>: what a layer changed.</summary>
internal static class DiffCommand
{
    private static readonly Argument<string> Reference = CommandArguments.CreateReference();

    private static readonly Argument<string?> Older = new("OLDER")
    {
        Description = "The layer to compare with; its parent when left out",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Command Create(GlobalOptions global)
    {
        Command command = new("diff", "Lists what a layer added (A), modified (M) and deleted (D) against its parent or another layer") { Reference, Older };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            global.Read(parsed), parsed.GetRequiredValue(Reference), parsed.GetValue(Older), cancellationToken));
        return command;
    }

    private static async Task RunAsync(CommandSettings settings, string reference, string? older, CancellationToken cancellationToken)
    {
        await using LayerStore store = await StoreOpener.OpenToReadAsync(settings, cancellationToken);
        await using Layer layer = store.Get(LayerReference.Resolve(store, reference));
        ChainId? other = older is null ? layer.Parent : LayerReference.Resolve(store, older);
        ChangeReport.Write(settings.Output, await store.CompareAsync(layer.ChainId, other, cancellationToken));
    }
}
