using System.CommandLine;
using LayerKit.Cli.Json;
using LayerKit.Cli.Output;
using LayerKit.Drivers;
using LayerKit.Identity;

namespace LayerKit.Cli.Commands;

/// <summary><c>layerkit checkout</c>: the merged tree of a chain as plain files.</summary>
internal static class CheckoutCommand
{
    private static readonly Argument<string> Reference = CommandArguments.CreateReference();

    private static readonly Argument<string> Target = new("DIR") { Description = "An empty directory, or one that is made" };

    public static Command Create(GlobalOptions global)
    {
        Command command = new("checkout", "Writes a layer and those below it as plain files, without mounting") { Reference, Target };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            global.Read(parsed), parsed.GetRequiredValue(Reference), parsed.GetRequiredValue(Target), cancellationToken));
        return command;
    }

    private static async Task RunAsync(CommandSettings settings, string reference, string directory, CancellationToken cancellationToken)
    {
        await using LayerStore store = await StoreOpener.OpenToReadAsync(settings, cancellationToken);
        ChainId chainId = LayerReference.Resolve(store, reference);
        IReadOnlyList<CheckoutOmission> omissions = await store.CheckoutAsync(chainId, directory, cancellationToken);

        CheckedOutLayer layer = CheckedOutLayer.Of(chainId, directory, omissions);
        settings.Output.Note($"checked out: {Quantity.Of(layer.Files, "file", "files")}, {ByteCount.Format(layer.Bytes)} in {layer.Directory}");
        foreach (CheckoutOmission omission in omissions)
        {
            settings.Output.Note($"not as in the layer: {omission}");
        }

        settings.Output.Write(layer, CliJson.Readable.CheckedOutLayer, text => text.WriteLine(layer.Directory));
    }
}
