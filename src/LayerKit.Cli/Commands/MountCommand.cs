using System.CommandLine;
using LayerKit.Cli.Json;

namespace LayerKit.Cli.Commands;

/// <summary><c>layerkit mount</c>: mounts an RW layer until <c>umount</c>.</summary>
internal static class MountCommand
{
    private static readonly Argument<string> Name = RWLayerArguments.CreateName();

    public static Command Create(GlobalOptions global)
    {
        Command command = new("mount", "Mounts an RW layer until it is unmounted, and prints where") { Name };
        command.SetAction((parsed, cancellationToken) => RunAsync(global.Read(parsed), parsed.GetRequiredValue(Name), cancellationToken));
        return command;
    }

    private static async Task RunAsync(CommandSettings settings, string name, CancellationToken cancellationToken)
    {
        await using LayerStore store = await StoreOpener.OpenAsync(settings, cancellationToken);
        await using RWLayer layer = store.GetRWLayer(name);
        using Mount mount = layer.Mount(new MountOptions { Persistent = true });
        MountedTree tree = new(name, mount.Path);
        settings.Output.Write(tree, CliJson.Readable.MountedTree, text => text.WriteLine(tree.Path));
    }
}
