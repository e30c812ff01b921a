using System.CommandLine;
using LayerKit.Cli.Json;
using LayerKit.Identity;

namespace LayerKit.Cli.Commands;

/// <summary><c>layerkit pin</c>: keeps a layer under a name.</summary>
internal static class PinCommand
{
    private static readonly Argument<string> Name = PinArguments.CreateName("Its name, such as shop/web:1.4; a pin of that name is moved");

    private static readonly Argument<string> Reference = CommandArguments.CreateReference();

    private static readonly Option<TimeSpan?> Expires = new("--expires")
    {
        HelpName = "DURATION",
        Description = "How long it keeps the layer from now on, such as 1h30m; for ever when left out",
        CustomParser = PinArguments.ParseDuration,
    };

    private static readonly Option<string?> Owner = new("--owner") { HelpName = "TEXT", Description = "Who sets it, for people" };

    public static Command Create(GlobalOptions global)
    {
        Command command = new("pin", "Keeps a layer, and those below it, under a name") { Name, Reference, Expires, Owner };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            global.Read(parsed),
            parsed.GetRequiredValue(Name),
            parsed.GetRequiredValue(Reference),
            new PinOptions { Owner = parsed.GetValue(Owner), Lifetime = parsed.GetValue(Expires) },
            cancellationToken));
        return command;
    }

    private static async Task RunAsync(CommandSettings settings, string name, string reference, PinOptions options, CancellationToken cancellationToken)
    {
        await using LayerStore store = await StoreOpener.OpenAsync(settings, cancellationToken);
        ChainId chainId = LayerReference.Resolve(store, reference);
        await store.PinAsync(name, chainId, options, cancellationToken);

        PinnedLayer pinned = new(name, chainId.ToString());
        settings.Output.Note($"pinned: {chainId} as {name}");
        settings.Output.Write(pinned, CliJson.Readable.PinnedLayer, text => text.WriteLine(pinned.ChainId));
    }
}
