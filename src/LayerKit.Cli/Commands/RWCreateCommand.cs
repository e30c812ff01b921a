using System.CommandLine;
using LayerKit.Cli.Json;

namespace LayerKit.Cli.Commands;

/// <summary><c>layerkit rw create</c>: makes an RW layer.</summary>
internal static class RWCreateCommand
{
    private static readonly Argument<string> Name = RWLayerArguments.CreateName("Its name: one file name");

    private static readonly Option<string?> Parent = new("--parent") { HelpName = "REF", Description = "The layer it starts from; empty when left out" };

    private static readonly Option<string[]> StorageOptions = new("--opt")
    {
        Description = "Storage option of the driver for this RW layer, such as size=10G; may be repeated",
        HelpName = "KEY=VALUE",
        Arity = ArgumentArity.OneOrMore,
        Validators = { CommandArguments.ValidatePairs },
    };

    public static Command Create(GlobalOptions global)
    {
        Command command = new("create", "Makes an RW layer, to be mounted and written to") { Name, Parent, StorageOptions };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            global.Read(parsed),
            parsed.GetRequiredValue(Name),
            parsed.GetValue(Parent),
            new CreateRWLayerOptions { StorageOptions = CommandArguments.ToPairs(parsed.GetValue(StorageOptions) ?? []) },
            cancellationToken));
        return command;
    }

    private static async Task RunAsync(CommandSettings settings, string name, string? parent, CreateRWLayerOptions options, CancellationToken cancellationToken)
    {
        await using LayerStore store = await (parent is null
            ? StoreOpener.OpenOrCreateAsync(settings, cancellationToken)
            : StoreOpener.OpenAsync(settings, cancellationToken));
        await using RWLayer layer = await store.CreateRWLayerAsync(
            name, parent is null ? null : LayerReference.Resolve(store, parent), options, cancellationToken);
        ListedRWLayer made = ListedRWLayer.Of(layer);
        settings.Output.Write(made, CliJson.Readable.ListedRWLayer, text => text.WriteLine(made.Name));
    }
}
