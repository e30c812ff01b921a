using System.CommandLine;
using System.Diagnostics;
using LayerKit.Cli.Json;
using LayerKit.Cli.Output;

namespace LayerKit.Cli.Commands;

/// <summary><c>layerkit commit</c>: makes a layer of an RW layer.</summary>
internal static class CommitCommand
{
    private static readonly Argument<string> Name = RWLayerArguments.CreateName();

    private static readonly Option<string?> Pin = new("--pin")
    {
        HelpName = "NAME",
        Description = "Keeps the layer under a name, from the moment it is there",
        Validators = { PinArguments.ValidateName },
    };

    private static readonly Option<bool> Consume = new("--consume") { Description = "Ends the RW layer: what it holds becomes the layer, and nothing is copied where the driver can" };

    public static Command Create(GlobalOptions global)
    {
        Command command = new("commit", "Registers what an RW layer changed as a layer on its parent, and prints its ChainID") { Name, Pin, Consume };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            global.Read(parsed),
            parsed.GetRequiredValue(Name),
            new CommitOptions { Pin = parsed.GetValue(Pin), Consume = parsed.GetValue(Consume) },
            cancellationToken));
        return command;
    }

    private static async Task RunAsync(CommandSettings settings, string name, CommitOptions options, CancellationToken cancellationToken)
    {
        await using LayerStore store = await StoreOpener.OpenAsync(settings, cancellationToken);
        await using RWLayer rwLayer = store.GetRWLayer(name);
        long started = Stopwatch.GetTimestamp();
        (Layer layer, LayerProgress end) = await CommitAsync(rwLayer, options, settings.Output, cancellationToken);
        await using (layer)
        {
            ImportReport.Write(settings.Output, ImportedLayer.Of(layer, end, Stopwatch.GetElapsedTime(started)));
        }
    }

    private static Task<(Layer Layer, LayerProgress End)> CommitAsync(
        RWLayer rwLayer, CommitOptions options, ConsoleOutput output, CancellationToken cancellationToken)
    {
        return output.ShowsProgress ? ProgressBar.RunAsync(null, CommitAsync) : CommitAsync(new ImportProgress());

        async Task<(Layer, LayerProgress)> CommitAsync(ImportProgress progress) => (await rwLayer.CommitAsync(options, progress, cancellationToken), progress.Last);
    }
}
