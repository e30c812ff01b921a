using System.CommandLine;
using LayerKit.Cli.Output;
using LayerKit.Cli.Reading;

namespace LayerKit.Cli.Commands;

/// <summary><c>layerkit cat</c>: a file of a chain.</summary>
internal static class CatCommand
{
    private static readonly Argument<string> Reference = CommandArguments.CreateReference();

    private static readonly Argument<string> FilePath = new("PATH") { Description = "A regular file in the layer or those below it; symbolic links are not followed" };

    public static Command Create(GlobalOptions global)
    {
        Command command = new("cat", "Writes a file of a layer to standard output, without mounting") { Reference, FilePath };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            global.Read(parsed), parsed.GetRequiredValue(Reference), parsed.GetRequiredValue(FilePath), cancellationToken));
        return command;
    }

    private static async Task RunAsync(CommandSettings settings, string reference, string path, CancellationToken cancellationToken)
    {
        await using Stream output = StandardOutput.Open();
        await using LayerStore store = await StoreOpener.OpenToReadAsync(settings, cancellationToken);
        await using Layer top = store.Get(LayerReference.Resolve(store, reference));
        string wanted = LayerMember.Clean(path);
        foreach (Layer layer in LayerTar.Chain(store, top))
        {
            // A hard link sends us on to another name, of this layer or one below.
            HashSet<string> asked = [];
            while (asked.Add(wanted))
            {
                if (await TryWriteAsync(layer, wanted, output, cancellationToken) is not { } outcome)
                {
                    return;
                }

                wanted = outcome.Link ?? (outcome.IsHidden ? throw NoFile(path) : wanted);
            }
        }

        throw NoFile(path);
    }

    /// <summary>Writes the file if this layer has it, and returns null then; else says whether lower layers are hidden, or where a hard link leads.</summary>
    private static async Task<(bool IsHidden, string? Link)?> TryWriteAsync(Layer layer, string path, Stream output, CancellationToken cancellationToken)
    {
        HiddenPaths hidden = new();
        await foreach (LayerMember member in LayerTar.MembersAsync(layer, cancellationToken))
        {
            if (member.Path != path || member.Kind is MemberKind.Whiteout or MemberKind.Opaque)
            {
                hidden.Add(member);
                continue;
            }

            switch (member.Kind)
            {
                case MemberKind.HardLink:
                    return (false, LayerMember.Clean(member.Entry.LinkName));
                case MemberKind.File:
                    await TarCopy.CopyAsync(member.Entry.DataStream ?? Stream.Null, output, cancellationToken);
                    return null;
                default:
                    throw new CommandFailedException(ExitCodes.Failed, $"/{path} is no regular file: {layer.ChainId} has a {member.Kind} there");
            }
        }

        return (hidden.Covers(path), null);
    }

    private static CommandFailedException NoFile(string path) => new(ExitCodes.NotFound, $"no file {path}: 'layerkit files REF --all' lists what is there");
}
