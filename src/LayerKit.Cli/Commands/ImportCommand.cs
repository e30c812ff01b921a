using System.CommandLine;
using System.Diagnostics;
using LayerKit.Cli.Input;
using LayerKit.Cli.Json;
using LayerKit.Cli.Output;
using LayerKit.Identity;

namespace LayerKit.Cli.Commands;

/// <summary><c>layerkit import</c>: registers one layer.</summary>
internal static class ImportCommand
{
    private static readonly Argument<string> Source = new("FILE|DIR|-")
    {
        Description = "A tar, plain or compressed; a directory, which becomes a reproducible layer; or - for standard input",
    };

    private static readonly Option<string?> Parent = new("--parent") { HelpName = "REF", Description = "The layer to put it on" };

    private static readonly Option<DiffId?> Expect = new("--expect")
    {
        HelpName = "DIFFID",
        Description = "Digest that the plain tar must have; another is an error and nothing is kept",
        CustomParser = CommandArguments.ParseDiffId,
    };

    private static readonly Option<string?> Pin = new("--pin")
    {
        HelpName = "NAME",
        Description = "Keeps the layer under a name, from the moment it is there",
        Validators = { PinArguments.ValidateName },
    };

    public static Command Create(GlobalOptions global)
    {
        Command command = new("import", "Registers a layer and prints its ChainID") { Source, Parent, Expect, Pin };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            global.Read(parsed),
            parsed.GetRequiredValue(Source),
            parsed.GetValue(Parent),
            new RegisterOptions { Expected = parsed.GetValue(Expect), Pin = parsed.GetValue(Pin) },
            cancellationToken));
        return command;
    }

    private static async Task RunAsync(
        CommandSettings settings, string path, string? parent, RegisterOptions options, CancellationToken cancellationToken)
    {
        using ImportSource source = ImportSource.Open(path, cancellationToken);
        await using LayerStore store = await (parent is null
            ? StoreOpener.OpenOrCreateAsync(settings, cancellationToken)
            : StoreOpener.OpenAsync(settings, cancellationToken));
        RegisterOptions onParent = options with { Parent = parent is null ? null : LayerReference.Resolve(store, parent) };

        long started = Stopwatch.GetTimestamp();
        (Layer layer, LayerProgress end) = await RegisterAsync(store, source, onParent, settings.Output, cancellationToken);
        await using (layer)
        {
            ImportReport.Write(settings.Output, ImportedLayer.Of(layer, end, Stopwatch.GetElapsedTime(started)));
        }
    }

    private static Task<(Layer Layer, LayerProgress End)> RegisterAsync(
        LayerStore store, ImportSource source, RegisterOptions options, ConsoleOutput output, CancellationToken cancellationToken)
    {
        return output.ShowsProgress ? ProgressBar.RunAsync(source.Length, RegisterAsync) : RegisterAsync(new ImportProgress());

        async Task<(Layer, LayerProgress)> RegisterAsync(ImportProgress progress) =>
            (await store.RegisterAsync(source.Tar, options, progress, cancellationToken), progress.Last);
    }
}
