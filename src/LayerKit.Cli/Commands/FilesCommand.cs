using System.CommandLine;
using System.Globalization;
using LayerKit.Cli.Json;
using LayerKit.Cli.Output;
using LayerKit.Cli.Reading;

namespace LayerKit.Cli.Commands;

/// <summary><c>layerkit files</c>: the listing of a layer, or of all it lies on.</summary>
internal static class FilesCommand
{
    private static readonly Argument<string> Reference = CommandArguments.CreateReference();

    private static readonly Option<bool> All = new("--all") { Description = "With the layers below, whiteouts carried out" };

    public static Command Create(GlobalOptions global)
    {
        Command command = new("files", "Lists what is in a layer, without mounting") { Reference, All };
        command.SetAction((parsed, cancellationToken) => RunAsync(global.Read(parsed), parsed.GetRequiredValue(Reference), parsed.GetValue(All), cancellationToken));
        return command;
    }

    private static async Task RunAsync(CommandSettings settings, string reference, bool all, CancellationToken cancellationToken)
    {
        await using LayerStore store = await StoreOpener.OpenToReadAsync(settings, cancellationToken);
        await using Layer layer = store.Get(LayerReference.Resolve(store, reference));
        ListedFile[] files = all ? await MergedAsync(store, layer, cancellationToken) : await OwnAsync(layer, cancellationToken);
        settings.Output.Write(files, CliJson.Readable.ListedFileArray, text => WriteTable(files, text));
    }

    private static async Task<ListedFile[]> MergedAsync(LayerStore store, Layer layer, CancellationToken cancellationToken) =>
        [.. (await LayerTar.MergeAsync(store, layer, cancellationToken)).Values.Select(file => ListedFile.Of(file.Member, file.Layer))];

    private static async Task<ListedFile[]> OwnAsync(Layer layer, CancellationToken cancellationToken)
    {
        List<ListedFile> files = [];
        string chainId = layer.ChainId.ToString();
        await foreach (LayerMember member in LayerTar.MembersAsync(layer, cancellationToken))
        {
            files.Add(ListedFile.Of(member, chainId));
        }

        return [.. files];
    }

    private static void WriteTable(ListedFile[] files, TextWriter text)
    {
        TableWriter table = new("TYPE", "MODE", "OWNER", "SIZE", "MODIFIED", "PATH");
        foreach (ListedFile file in files)
        {
            string path = file.Link is null ? file.Path : $"{file.Path} -> {file.Link}";
            string size = file.Size.ToString(CultureInfo.InvariantCulture);
            table.Add(file.Type, file.Mode, $"{file.Uid}:{file.Gid}", size, file.Mtime.ToString("u", CultureInfo.InvariantCulture), path);
        }

        table.WriteTo(text);
    }
}
