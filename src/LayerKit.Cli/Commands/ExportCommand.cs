using System.CommandLine;
using System.Security.Cryptography;
using LayerKit.Cli.Json;
using LayerKit.Cli.Output;

namespace LayerKit.Cli.Commands;

/// <summary><c>layerkit export</c>: a layer's tar, byte for byte, or one tar of several layers.</summary>
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

    private static readonly Option<bool> Flatten = new("--flatten") { Description = "One tar of the layer and all below it, the same for the same layers but no layer's own bytes" };

    private static readonly Option<string?> From = new("--from") { HelpName = "ANCESTOR", Description = "One tar of what the layer changes against a layer below it" };

    public static Command Create(GlobalOptions global)
    {
        Command command = new("export", "Writes the tar of a layer, byte for byte as it was imported, and verifies it") { Reference, OutputPath, Flatten, From };
        command.Validators.Add(result =>
        {
            if (result.GetValue(Flatten) && result.GetValue(From) is not null)
            {
                result.AddError("--flatten and --from exclude each other: leave one out");
            }
        });
        command.SetAction((parsed, cancellationToken) => RunAsync(global.Read(parsed), ExportedTar.Of(parsed, Reference, Flatten, From), parsed.GetRequiredValue(OutputPath), cancellationToken));
        return command;
    }

    private static Task RunAsync(CommandSettings settings, ExportedTar wanted, string path, CancellationToken cancellationToken) => path switch
    {
        "-" when settings.Output.Json => throw new CommandFailedException(
            ExitCodes.Usage, "--json and the tar would share standard output: give -o FILE, or leave out --json"),
        "-" => ToStandardOutputAsync(settings, wanted, cancellationToken),
        _ => ToFileAsync(settings, wanted, path, cancellationToken),
    };

    private static async Task ToStandardOutputAsync(CommandSettings settings, ExportedTar wanted, CancellationToken cancellationToken)
    {
        await using Stream output = StandardOutput.Open();
        await using LayerStore store = await StoreOpener.OpenToReadAsync(settings, cancellationToken);
        await using Layer layer = store.Get(LayerReference.Resolve(store, wanted.Reference));
        await using Stream tar = await wanted.OpenAsync(store, layer, cancellationToken);
        await TarCopy.CopyAsync(tar, output, cancellationToken);
    }

    private static async Task ToFileAsync(CommandSettings settings, ExportedTar wanted, string path, CancellationToken cancellationToken)
    {
        await using LayerStore store = await StoreOpener.OpenToReadAsync(settings, cancellationToken);
        await using Layer layer = store.Get(LayerReference.Resolve(store, wanted.Reference));
        await using Stream tar = await wanted.OpenAsync(store, layer, cancellationToken);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long bytes = await OutputFile.WriteAsync(path, output => TarCopy.CopyAsync(tar, output, cancellationToken, hash));

        string diffId = $"sha256:{Convert.ToHexStringLower(hash.GetHashAndReset())}";
        settings.Output.Note($"exported: {diffId}, {ByteCount.Format(bytes)} to {path}");
        ExportedLayer exported = new(layer.ChainId.ToString(), diffId, bytes);
        settings.Output.Write(exported, CliJson.Readable.ExportedLayer, text => text.WriteLine(exported.ChainId));
    }
}
