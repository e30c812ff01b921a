using System.CommandLine;
using LayerKit.Cli.Input;
using LayerKit.Cli.Json;
using LayerKit.Cli.Output;
using LayerKit.Identity;
using LayerKit.Images;

namespace LayerKit.Cli.Commands;

/// <summary><c>layerkit image save</c>: layers and a config as an image that docker and OCI tools read.</summary>
internal static class ImageSaveCommand
{
    private static readonly Argument<string[]> References = new("REF")
    {
        Description = "Layers, from the lowest to the top, each with those below it: ChainIDs, at least 8 of their hex digits, or names of pins",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string> OutputPath = new("--output", "-o")
    {
        HelpName = "OUT",
        Description = "File to write, complete or not at all; for oci-dir a directory, whose other images stay",
        Required = true,
        Validators = { CommandArguments.ValidatePath },
    };

    private static readonly Option<ImageFormat> Format = new("--format")
    {
        HelpName = "dual|docker|oci|oci-dir",
        Description = "A tar that docker and OCI tools load (the default), a docker archive, a tar of an OCI layout, or the layout as a directory",
        CustomParser = ImageArguments.ParseFormat,
    };

    private static readonly Option<string[]> Tags = new("--tag", "-t") { HelpName = "NAME", Description = "Name of the image, such as shop/web:1.4; may be repeated" };

    private static readonly Option<LayerCompression> Compression = new("--compression")
    {
        HelpName = "gzip[:N]|zstd[:N]|none",
        Description = "How layers are compressed",
        CustomParser = ImageArguments.ParseCompression,
        DefaultValueFactory = _ => LayerCompression.Gzip(),
    };

    public static Command Create(GlobalOptions global)
    {
        ImageConfigOptions config = new();
        Command command = new("save", "Writes layers as an image, and prints its digest; the same layers and options give the same bytes")
        {
            References,
            OutputPath,
            Format,
            Tags,
            Compression,
        };
        config.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(
            global.Read(parsed), parsed.GetRequiredValue(References), config.Read(parsed), ReadOutput(parsed), cancellationToken));
        return command;
    }

    private static ImageOutput ReadOutput(ParseResult parsed) => new(parsed.GetRequiredValue(OutputPath), parsed.GetValue(Format))
    {
        Tags = parsed.GetValue(Tags) ?? [],
        Compression = parsed.GetRequiredValue(Compression),
    };

    private static async Task RunAsync(
        CommandSettings settings, string[] references, ImageConfig config, ImageOutput output, CancellationToken cancellationToken)
    {
        if (output.Format != ImageFormat.OciLayout)
        {
            OutputFile.ThrowIfUnfit(output.Path);
        }

        await using LayerStore store = await StoreOpener.OpenToReadAsync(settings, cancellationToken);
        Image image = new(Layers(store, references), config);
        WrittenImage written = await ImageWriter.WriteAsync(store, image, output, cancellationToken);

        SavedImage saved = SavedImage.Of(written, output.Tags);
        string verb = saved.Existed ? "already there" : "saved";
        settings.Output.Note($"{verb}: {Quantity.Of(saved.Layers.Length, "layer", "layers")}, {ByteCount.Format(saved.Layers.Sum(layer => layer.CompressedSize))} in {saved.Path}");
        settings.Output.Write(saved, CliJson.Readable.SavedImage, text => text.WriteLine(saved.Digest));
    }

    /// <summary>The chains one after the other; what a chain shares with those before it is not repeated.</summary>
    private static List<ImageLayer> Layers(LayerStore store, string[] references)
    {
        List<ImageLayer> layers = [];
        HashSet<ChainId> taken = [];
        foreach (string reference in references)
        {
            layers.AddRange(ImageLayer.OfChain(store, LayerReference.Resolve(store, reference)).Where(layer => taken.Add(layer.ChainId)));
        }

        return layers;
    }
}
