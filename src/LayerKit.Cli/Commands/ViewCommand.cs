using System.CommandLine;
using LayerKit.Cli.Json;

namespace LayerKit.Cli.Commands;

/// <summary><c>layerkit view</c>: mounts a layer to be looked at until <c>umount</c>.</summary>
internal static class ViewCommand
{
    private static readonly Argument<string> Reference = CommandArguments.CreateReference();

    public static Command Create(GlobalOptions global)
    {
        Command command = new("view", "Mounts a layer read-only, or a copy of it, until it is unmounted, and prints where") { Reference };
        command.SetAction((parsed, cancellationToken) => RunAsync(global.Read(parsed), parsed.GetRequiredValue(Reference), cancellationToken));
        return command;
    }

    private static async Task RunAsync(CommandSettings settings, string reference, CancellationToken cancellationToken)
    {
        await using LayerStore store = await StoreOpener.OpenAsync(settings, cancellationToken);
        await using Layer layer = store.Get(LayerReference.Resolve(store, reference));
        using Mount mount = layer.Mount(new MountOptions { Persistent = true });
        MountedTree tree = new(layer.ChainId.ToString(), mount.Path);
        settings.Output.Write(tree, CliJson.Readable.MountedTree, text => text.WriteLine(tree.Path));
    }
}
