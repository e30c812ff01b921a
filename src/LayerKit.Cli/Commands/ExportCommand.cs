using System.CommandLine;
using LayerKit.Cli.Json;
using LayerKit.Cli.Output;

namespace LayerKit.Cli.Commands;

/// <summary><c>layerkit export</c>: a layer's tar, byte for byte.</summary>
internal static class ExportCommand
{
    private static readonly Argument<string> Reference = CommandArguments.CreateReference();

    private static readonly Option<string> OutputPath = new("--output", "-o")
    {
        HelpName = "FILE|-",
        Description = "File to write, complete or not at all; - for standard output",
        DefaultValueFactory = _ => "-",
        Validators = { CommandArguments.ValidatePath },
    };

    public static Command Create(GlobalOptions global)
    {
        Command command = new("export", "Writes the tar of a layer, byte for byte as it was imported, and verifies it") { Reference, OutputPath };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            global.Read(parsed), parsed.GetRequiredValue(Reference), parsed.GetRequiredValue(OutputPath), cancellationToken));
        return command;
    }

    private static Task RunAsync(CommandSettings settings, string reference, string path, CancellationToken cancellationToken) => path switch
    {
        "-" when settings.Output.Json => throw new CommandFailedException(
            ExitCodes.Usage, "--json and the tar would share standard output: give -o FILE, or leave out --json"),
        "-" => ToStandardOutputAsync(settings, reference, cancellationToken),
        _ => ToFileAsync(settings, reference, path, cancellationToken),
    };

    private static async Task ToStandardOutputAsync(CommandSettings settings, string reference, CancellationToken cancellationToken)
    {
        await using Stream output = StandardOutput.Open();
        await using LayerStore store = await StoreOpener.OpenToReadAsync(settings, cancellationToken);
        await using Layer layer = store.Get(LayerReference.Resolve(store, reference));
        await using Stream tar = layer.OpenTar();
        await TarCopy.CopyAsync(tar, output, cancellationToken);
    }

    private static async Task ToFileAsync(CommandSettings settings, string reference, string path, CancellationToken cancellationToken)
    {
        await using LayerStore store = await StoreOpener.OpenToReadAsync(settings, cancellationToken);
        await using Layer layer = store.Get(LayerReference.Resolve(store, reference));
        await using Stream tar = layer.OpenTar();
        long bytes = await OutputFile.WriteAsync(path, output => TarCopy.CopyAsync(tar, output, cancellationToken));

        settings.Output.Note($"exported: {layer.DiffId}, {ByteCount.Format(bytes)} to {path}");
        ExportedLayer exported = new(layer.ChainId.ToString(), layer.DiffId.ToString(), bytes);
        settings.Output.Write(exported, CliJson.Readable.ExportedLayer, text => text.WriteLine(exported.ChainId));
    }
}
