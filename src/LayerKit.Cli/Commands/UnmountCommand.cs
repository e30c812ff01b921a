using System.CommandLine;
using LayerKit.Identity;

namespace LayerKit.Cli.Commands;

/// <summary><c>layerkit umount</c>: ends what <c>mount</c> or <c>view</c> began.</summary>
internal static class UnmountCommand
{
    private static readonly Argument<string> Target = new("NAME|REF") { Description = "The RW layer that was mounted, or the layer that is viewed" };

    public static Command Create(GlobalOptions global)
    {
        Command command = new("umount", "Ends a mount or a view") { Target };
        command.SetAction((parsed, cancellationToken) => RunAsync(global.Read(parsed), parsed.GetRequiredValue(Target), cancellationToken));
        return command;
    }

    private static async Task RunAsync(CommandSettings settings, string target, CancellationToken cancellationToken)
    {
        await using LayerStore store = await StoreOpener.OpenAsync(settings, cancellationToken);
        if (RWLayerArguments.IsName(target) && store.RWLayers().Contains(target))
        {
            store.Unmount(target);
            settings.Output.Note($"unmounted: {target}");
            return;
        }

        ChainId chainId = LayerReference.Resolve(store, target);
        store.Unmount(chainId);
        settings.Output.Note($"unmounted: {chainId}");
    }
}
